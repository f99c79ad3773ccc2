/** What the cases of the message table are called on the page. */

/** From the start of a case's name to words; the longest that fits counts. */
const WORDS: readonly (readonly [string, string])[] = [
  ['same-thread-call', 'a function call'],
  ['same-thread-next', "a generator's next()"],
  ['same-thread-mailbox', 'a mailbox on one thread'],
  ['one-to-one-ring', 'a ring between threads'],
  ['one-to-one-port-batched', 'a port, in batches'],
  ['one-to-one-port', 'a port, one by one'],
  ['through-main-port', 'ports, through the main thread'],
  ['one-to-one-comlink', 'a call by Comlink'],
  ['one-to-pool-piscina', 'a task for Piscina'],
];

/** `one-to-one-port-64KiB-cloned`: a port, one by one, 64 KiB cloned */
export function messageLabel(name: string): string {
  const [start, words] = WORDS.toSorted(([one], [other]) => other.length - one.length).find(([begin]) =>
    name.startsWith(begin),
  ) ?? ['', name];
  const payload = name
    .slice(start.length + 1)
    .replaceAll('-', ' ')
    .replace(/(\d)([KM]iB)/, '$1 $2');
  return start === '' || payload === '' ? words : `${words}, ${payload}`;
}
