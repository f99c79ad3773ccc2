/** The browsers of the tests behind one small interface, so that one test runs in each of them. */
import { chromiumPath, startChromium } from './chromium.ts';
import { firefoxPath, startFirefox } from './firefox.ts';

export interface TestBrowser {
  readonly name: string;
  /** Null where it is not installed. */
  readonly path: string | null;
  start(): Promise<StartedBrowser>;
}

export interface StartedBrowser {
  /** A page with storage and service workers of its own. */
  open(): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  goto(address: string): Promise<void>;
  waitFor(selector: string, ms: number): Promise<void>;
  /** @param script an expression; its value is plain data */
  evaluate(script: string): Promise<unknown>;
  /** The text of the first element; an empty one where there is none. */
  text(selector: string): Promise<string>;
  click(selector: string): Promise<void>;
  /** The addresses that it has asked for. Firefox does not tell of files. */
  readonly requests: readonly string[];
  /** What it has written to the console, with errors that nothing has caught. */
  readonly messages: readonly string[];
  close(): Promise<void>;
}

/** What both drivers can do. */
interface Driver {
  goto(address: string): Promise<unknown>;
  waitForSelector(selector: string, options: { readonly timeout: number }): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
}

const chromium = chromiumPath();
const firefox = firefoxPath();

export const BROWSERS: readonly TestBrowser[] = [
  {
    name: 'Chromium',
    path: chromium,
    async start() {
      const browser = await startChromium(chromium ?? '');
      return {
        async open() {
          const context = await browser.newContext();
          const page = await context.newPage();
          const [requests, messages] = [[] as string[], [] as string[]];
          page.on('request', (request) => requests.push(request.url()));
          page.on('console', (message) => messages.push(message.text()));
          page.on('pageerror', (error) => messages.push(error.message));
          return openPage(page, requests, messages, () => context.close());
        },
        close: () => browser.close(),
      };
    },
  },
  {
    name: 'Firefox',
    path: firefox,
    async start() {
      const { browser, close } = await startFirefox(firefox ?? '');
      return {
        async open() {
          const context = await browser.createBrowserContext();
          const page = await context.newPage();
          const [requests, messages] = [[] as string[], [] as string[]];
          page.on('request', (request) => requests.push(request.url()));
          page.on('console', (message) => messages.push(message.text()));
          page.on('pageerror', (error) => messages.push(String(error)));
          return openPage(page, requests, messages, () => context.close());
        },
        close,
      };
    },
  },
];

function openPage(
  driver: Driver,
  requests: readonly string[],
  messages: readonly string[],
  close: () => Promise<void>,
): OpenPage {
  const first = (selector: string): string => `document.querySelector(${JSON.stringify(selector)})`;
  return {
    goto: async (address) => void (await driver.goto(address)),
    waitFor: async (selector, timeout) => void (await driver.waitForSelector(selector, { timeout })),
    evaluate: (script) => driver.evaluate(script),
    text: async (selector) => String(await driver.evaluate(`${first(selector)}?.textContent ?? ''`)),
    click: async (selector) => void (await driver.evaluate(`${first(selector)}.click()`)),
    requests,
    messages,
    close,
  };
}
