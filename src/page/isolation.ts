/**
 * The headers that isolate a page from all others, so that its threads may share memory.
 * See https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated.
 */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;
