/** Some lines of code that call the function in the way of the verdict. */
import { basename, extname } from 'node:path';
import type { Request } from './request.ts';
import type { Verdict } from './verdict.ts';

/** What the code has to know of the function. */
interface Shape {
  readonly isAsync: boolean;
  /** Where the buffers are, as in code: `.pixels.buffer`. */
  readonly inputBuffers: readonly string[];
  readonly outputBuffers: readonly string[];
}

/** Names that the code uses itself. */
const TAKEN = new Set(
  'all default filename i input inputs move output outputs pool send stage step tasks transferableSymbol valueSymbol'
    .split(' ')
    .concat('Piscina', 'Promise', 'URL'),
);

/**
 * @param stripsTypes whether Node loads TypeScript as it is
 * @returns empty where the function stays as it is
 */
export function codeFor(
  { side, reason, way }: Verdict,
  { path, exported }: Pick<Request, 'path' | 'exported'>,
  shape: Shape,
  stripsTypes = Boolean(Reflect.get(process.features, 'typescript')),
): string {
  const name = TAKEN.has(exported) || !/^[A-Za-z_$][\w$]*$/.test(exported) ? 'work' : exported;
  const file = stripsTypes ? basename(path) : basename(path).replace(/\.([cm]?)tsx?$/, '.$1js');
  const theImport = `import ${importedAs(exported, name)} from ${specifier(file)};`;
  const subject: Subject = { ...shape, name, exported, file, theImport };
  switch (side) {
    case 'inline':
      return reason === 'waits' ? atOnceCode(subject, way.inFlight) : '';
    case 'unclear':
      return '';
    case 'worker':
    case 'pool':
      return poolCode(subject, way);
  }
}

function importedAs(exported: string, name: string): string {
  if (exported === 'default') return name;
  return exported === name ? `{ ${name} }` : `{ ${quoted(exported)} as ${name} }`;
}

/** As a part of a URL, in which `#` and `?` mean something else. */
function specifier(file: string): string {
  return quoted(`./${encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F')}`);
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

interface Subject extends Shape {
  readonly name: string;
  readonly exported: string;
  /** Of the function. */
  readonly file: string;
  readonly theImport: string;
}

function atOnceCode({ name, theImport }: Subject, calls: number): string {
  return lines(
    theImport,
    '',
    `// ${calls} calls at once, as measured; more may be faster still.`,
    `export const ${name}ForAll = async (inputs) => {`,
    '  const outputs = [];',
    `  for (let i = 0; i < inputs.length; i += ${calls})`,
    `    outputs.push(...(await Promise.all(inputs.slice(i, i + ${calls}).map((input) => ${name}(input)))));`,
    '  return outputs;',
    '};',
  );
}

function poolCode(subject: Subject, { threads, batch, transfer }: Verdict['way']): string {
  const { name, exported, file, inputBuffers, outputBuffers } = subject;
  const inBatches = batch > 1;
  const movesOutputs = transfer && outputBuffers.length > 0;
  const needsFile = inBatches || movesOutputs;
  const threadFile = needsFile ? `${basename(file, extname(file))}-thread${extname(file)}` : file;
  const moved =
    transfer && inputBuffers.length > 0 ? `transferList: ${transferList('input', inputBuffers, inBatches)}` : '';
  const named = needsFile || exported === 'default' ? '' : `name: ${quoted(exported)}`;
  const options = [named, moved].filter((option) => option !== '').join(', ');
  const run = (input: string): string => `pool.run(${input}${options === '' ? '' : `, { ${options} }`})`;
  return lines(
    ...(needsFile ? [...threadCode(subject, threadFile, inBatches, movesOutputs), '', '// In your program:'] : []),
    "import { Piscina } from 'piscina';",
    '',
    `const filename = new URL(${specifier(threadFile)}, import.meta.url).href;`,
    `const pool = new Piscina({ filename, minThreads: ${threads}, maxThreads: ${threads} });`,
    ...(inBatches
      ? [
          `export const ${name}InPool = async (all) => {`,
          '  const tasks = [];',
          `  for (let i = 0; i < all.length; i += ${batch}) {`,
          `    const inputs = all.slice(i, i + ${batch});`,
          `    tasks.push(${run('inputs')});`,
          '  }',
          '  return (await Promise.all(tasks)).flat();',
          '};',
        ]
      : [`export const ${name}InPool = (input) => ${run('input')};`]),
    '',
    '// Where it is one step of several, it can be a station of a line (see `cake-factory run`):',
    `// stage.to(function* step({ send }) { while (true) send(${subject.isAsync ? '/* not async */ ' : ''}${name}(yield)); })`,
  );
}

/** The file of the threads, where the function alone is not enough. */
function threadCode(
  { name, isAsync, theImport, outputBuffers }: Subject,
  file: string,
  inBatches: boolean,
  moves: boolean,
): string[] {
  const call = `${isAsync ? 'await ' : ''}${name}(input)`;
  const buffers = transferList('output', outputBuffers, inBatches);
  const outputs = inBatches ? 'outputs' : 'output';
  return [
    `// ${file}`,
    ...(moves ? ["import { move, transferableSymbol, valueSymbol } from 'piscina';"] : []),
    theImport,
    '',
    `export default async (${inBatches ? 'inputs' : 'input'}) => {`,
    ...(inBatches
      ? ['  const outputs = [];', `  for (const input of inputs) outputs.push(${call});`]
      : [`  const output = ${call};`]),
    moves ? `  return move({ [transferableSymbol]: ${buffers}, [valueSymbol]: ${outputs} });` : `  return ${outputs};`,
    '};',
  ];
}

function transferList(name: 'input' | 'output', places: readonly string[], inBatches: boolean): string {
  const list = `[${places.map((place) => `${name}${place}`).join(', ')}]`;
  return inBatches ? `${name}s.flatMap((${name}) => ${list})` : list;
}

function lines(...all: readonly string[]): string {
  return all.join('\n');
}
