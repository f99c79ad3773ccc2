/** Serves the page on this machine, with the headers that let its threads share memory. */
import { createServer } from 'node:http';
import { FactoryError } from '../line/factory-error.ts';
import { ISOLATION } from './isolation.ts';

/** No other machine reaches it. */
const HOST = '127.0.0.1';

export interface PageServer {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * @param port 0 for any that is free
 * @throws FactoryError when the port cannot be used
 */
export async function servePage(page: string, port: number): Promise<PageServer> {
  const server = createServer(({ url, method }, response) => {
    const path = url?.split('?')[0];
    if (path !== '/' || (method !== 'GET' && method !== 'HEAD')) return void response.writeHead(404).end();
    response.writeHead(200, { ...ISOLATION, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(method === 'HEAD' ? undefined : page);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new FactoryError(`--port: cannot serve on port ${port}: ${reasonOf(error)}`)),
    );
    server.listen(port, HOST, resolve);
  });
  const bound = server.address();
  return {
    address: `http://localhost:${typeof bound === 'object' && bound !== null ? bound.port : port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program uses it';
    case 'EACCES':
      return 'this user may not use it';
    default:
      return message;
  }
}
