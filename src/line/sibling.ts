/** The URL of another module of this project: TypeScript among the sources, JavaScript in the package. */

/**
 * @param path without its ending, from the module that asks: `./stations`
 * @param asking the URL of that module: `import.meta.url`
 */
export function siblingUrl(path: string, asking: string): string {
  return new URL(`${path}${asking.endsWith('.ts') ? '.ts' : '.js'}`, asking).href;
}
