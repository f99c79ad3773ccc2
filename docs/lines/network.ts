/**
 * Requests to a slow network, imitated: stations that mostly wait. No thread is needed to wait for several things at once.
 *
 *     npx cake-factory run network.ts
 */
import { clone, line, source } from 'cake-factory';

const REQUESTS = 12;

interface Page {
  readonly address: string;
  readonly text: string;
}

const addresses = source(
  function* addresses() {
    for (let i = 1; i <= REQUESTS; i++) yield `https://bakery.example/orders/${i}`;
  },
  { out: clone<string>() },
);

const pages = addresses.to(
  function* download({ send, rest }) {
    while (true) {
      const address = yield;
      yield rest(8);
      send({ address, text: `order ${address.split('/').at(-1)}: one chocolate cake` });
    }
  },
  { out: clone<Page>() },
);

const orders = pages.to(
  function* store({ send, rest }) {
    while (true) {
      const { text } = yield;
      yield rest(6);
      send(text);
    }
  },
  { out: clone<string>() },
);

export default line(orders);
