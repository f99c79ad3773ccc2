/** The answer as text. */
import { title } from '../bench/title.ts';
import { count } from '../measure/figures.ts';
import { us } from '../terminal/figures.ts';
import { noiseText } from '../terminal/noise-text.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { Answer } from './answer.ts';
import { bytesText, timeText } from './sentence.ts';
import { tableOf } from './table.ts';

/** Of the names of the facts. */
const FACT_WIDTH = 'break-even'.length + 2;

export function answerText(answer: Answer, paint: Paint): string {
  return [
    headText(answer, paint),
    '',
    ...tableOf(answer, paint),
    '',
    ...factsOf(answer).map(([name, fact]) => wrapped(`${name.padEnd(FACT_WIDTH)}${fact}`, ' '.repeat(FACT_WIDTH))),
    noiseText(answer.noise, paint),
    `${paint(['bold', 'cyan'], 'verdict')}`,
    wrapped(answer.verdict.sentence),
    ...(answer.code === '' ? [] : ['', paint(['bold', 'cyan'], 'code'), answer.code]),
  ]
    .filter((line, i, all) => line !== '' || all[i - 1] !== '')
    .join('\n');
}

function headText({ function: name, samples, machine }: Answer, paint: Paint): string {
  const inputs = `${count(samples.count)} ${samples.count === 1 ? 'input' : 'inputs'}`;
  const cores = `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  return `${title(paint, name, inputs)}\n${paint('dim', `${machine.cpu}, ${cores}, Node ${machine.node}`)}`;
}

/** Of a pool, with one input a task. */
function breakEvenText(crossing: Answer['breakEven']): string {
  switch (crossing.kind) {
    case 'between':
      return `with one input a task a pool loses below ${us(crossing.lowUs)} for a call, and wins from ${us(crossing.highUs)} on`;
    case 'at-most':
      return `with one input a task a pool wins from ${us(crossing.highUs)} for a call on, or from less`;
    case 'always':
      return 'with one input a task a pool wins with calls of any length';
    case 'at-least':
      return `with one input a task a pool loses below ${us(crossing.lowUs)} for a call`;
    case 'never':
      return `with one input a task a pool loses, also with calls of ${us(crossing.upToUs)}; longer ones were not tried`;
    case 'not-shown':
    case 'no-interval':
      return 'not shown on this run';
  }
}

function factsOf({
  inline,
  crossing,
  startupMs,
  memoryMb,
  breakEven,
  proof,
  samples,
}: Answer): (readonly [name: string, fact: string])[] {
  const timed = samples.timed === samples.count ? '' : `; the timed runs use ${count(samples.timed)}`;
  return [
    ['event loop', `a call holds it for ${timeText(inline.heldMs)}`],
    [
      'crossing',
      `${bytesText(crossing.bytesIn)} in, ${bytesText(crossing.bytesOut)} out: ${us(crossing.usPerCall)} for a call`,
    ],
    ['start-up', `${timeText(startupMs)} for a thread with this file, and ${memoryMb.toFixed(1)} MB`],
    ['break-even', breakEvenText(breakEven)],
    [
      'proof',
      proof.equal
        ? `equal outputs in every way of calling, for ${count(proof.inputs)} of ${count(samples.count)} inputs${timed}`
        : `none: ${proof.reason}${timed}`,
    ],
    ...(proof.lostClass === null
      ? []
      : [
          [
            'outputs',
            `from a thread they come without their class ${proof.lostClass}, and without its methods`,
          ] as const,
        ]),
  ];
}
