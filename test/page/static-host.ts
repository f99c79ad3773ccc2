/** A host that serves a folder below a path and sets no headers of isolation, like GitHub Pages. It counts what it is asked for. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

export interface StaticHost {
  /** With the path, and a slash at its end. */
  readonly address: string;
  /** What was asked for, without the path and the query. The page itself is an empty text. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', js: 'text/javascript' };

/** @param path with slashes at both ends */
export async function hostFolder(folder: string, path: string): Promise<StaticHost> {
  const asked: string[] = [];
  const server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const name = pathname.startsWith(path) ? pathname.slice(path.length) : null;
    asked.push(name ?? pathname);
    const file = name === '' ? 'index.html' : name;
    const content = file === null ? null : await readFile(join(folder, file)).catch(() => null);
    if (content === null) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': TYPES[file?.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('expected a port, found none');
  return {
    address: `http://localhost:${bound.port}${path}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
