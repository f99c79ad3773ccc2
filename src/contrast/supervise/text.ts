/** A supervised run as text for people: 80 columns, aligned, readable without colour. */
import { labelOf } from '../../engine/engine-table.ts';
import { times } from '../../measure/figures.ts';
import { WHAT_STATIONS_DO } from '../../measure/workload.ts';
import type { Machine } from '../../platform/platform.ts';
import { count } from '../../terminal/engine-table.ts';
import { killText, type WrittenKill } from '../../terminal/kill-option.ts';
import type { Paint } from '../../terminal/style.ts';
import { supervisionLines, tooShortText, waysTable } from '../../terminal/supervision-table.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { drawnLanes } from '../lanes-text.ts';
import type { SupervisedWorkload, Way } from './bake.ts';
import type { DeathPicture } from './death-picture.ts';

export function supervisedTitle({ node, cpu, cores }: Machine, kills: readonly WrittenKill[], paint: Paint): string {
  const facts = `Cake factory  Node ${node}, ${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
  const asked = kills.length === 0 ? 'no kills' : `kills ${kills.map(killText).join(', ')}`;
  return [
    wrapped(facts).replace('Cake factory', paint('bold', 'Cake factory')),
    wrapped(`A thread for each station over rings, supervised: ${asked}.`),
  ].join('\n');
}

/** One workload. */
export function supervisedText(result: SupervisedWorkload, kills: readonly WrittenKill[], paint: Paint): string {
  const { workload, kind, order, items, reference, unsupervised, supervised, mistake } = result;
  const delivered = order.delivery === 'random' ? ', random delivery' : '';
  const rows = [
    rowOf(reference, labelOf(reference.engine)),
    rowOf(unsupervised, labelOf(unsupervised.engine)),
    rowOf(supervised, ' supervised'),
  ];
  return [
    '',
    `${paint(['bold', 'cyan'], workload)}  ${WHAT_STATIONS_DO[kind]}`,
    paint(
      'dim',
      wrapped(
        `${count(order.cakes)} ${order.cakes === 1 ? 'cake' : 'cakes'}, ${count(items)} ingredients, seed ${order.seed}${delivered}, one run each`,
      ),
    ),
    ...waysTable(rows, reference.run.products, 'cakes', paint),
    ...supervisionLines(supervised.report, paint),
    // What is wrong goes to stderr, at the end.
    ...(mistake === null ? [verdictOf(result, kills)] : []),
  ].join('\n');
}

/** The lanes of a run in which a thread dies, beside those of one in which none does. */
export function deathText(picture: DeathPicture, paint: Paint): string {
  const { workload, cakes, victim, timeScale } = picture;
  const scaled =
    Math.abs(timeScale - 1) < 0.05
      ? ''
      : ` Each ${workload === 'wait-bound' ? 'rest' : 'piece of work'} takes ${times(timeScale)} its time in the recipe.`;
  return drawnLanes(
    picture,
    `${workload}, ${count(cakes)} cakes in two extra, recorded runs: in the second one the thread of the ${victim.station} dies in the middle of its item ${victim.item}`,
    `What a dead thread had done since its last commit is done again. Its neighbours go on until a channel is full or empty.${scaled}`,
    paint,
  );
}

function rowOf({ run }: Way, name: string) {
  return { name, wallMs: run.wallMs, products: run.products, digest: run.digest };
}

function verdictOf({ workload, unsupervised, supervised }: SupervisedWorkload, kills: readonly WrittenKill[]): string {
  const { report, run } = supervised;
  const ratio = times(run.wallMs / unsupervised.run.wallMs);
  const long = `It took ${ratio} the time of the same line without supervision${report.kills > 0 ? ' and without kills' : ''}.`;
  const short = tooShortText(kills.length, report);
  return wrapped(
    [
      `${workload}: nothing was lost, and nothing came twice: cakes, leftovers and digest are those of one thread.`,
      ...(short === null ? [] : [short]),
      long,
    ].join(' '),
  );
}
