/**
 * The service worker of a page on a host that sets no headers: it adds those that isolate the page from all others. It answers for the
 * page alone, keeps nothing, and asks nobody but the host.
 */
import { ISOLATION } from '../src/page/isolation.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('fetch', (event) => {
  if (isPage(event.request)) event.respondWith(isolated(event.request));
});

/** Other pages of the folder would not work with these headers if they load images or scripts from elsewhere. */
function isPage({ mode, url }: Request): boolean {
  const folder = new URL(self.registration.scope).pathname;
  return mode === 'navigate' && [folder, `${folder}index.html`].includes(new URL(url).pathname);
}

async function isolated(request: Request): Promise<Response> {
  const response = await fetch(request);
  // A redirect: the browser follows it, and asks again.
  if (response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
