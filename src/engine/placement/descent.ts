/** Steps downhill: single stations change threads, or two of them exchange theirs, as long as that makes a placement better. */
import type { Assignment } from './assignment.ts';

/** The best step that was found so far: variables instead of an object for each step that is looked at. */
interface Step {
  /** -1 for no step. */
  place: number;
  thread: number;
  /** Who goes to the old thread of `place` in exchange; -1 for nobody. */
  other: number;
  /** How good it is: the less the better. */
  cost: number;
}

/** Makes the most loaded thread lighter, until no step does. Each is the best of all steps to or from that thread. */
export function lighten(assignment: Assignment): void {
  while (take(assignment, lighterStep(assignment)));
}

/** Lets fewer items cross, until no step does, and takes no thread that it does not need. No thread becomes busier than `mostUs`. */
export function gather(assignment: Assignment, mostUs: number): void {
  while (take(assignment, gatheringStep(assignment, mostUs)) || joinThreads(assignment, mostUs));
}

function take(assignment: Assignment, { place, thread, other }: Step): boolean {
  if (place === -1) return false;
  const from = assignment.threadOf(place);
  assignment.move(place, thread);
  if (other !== -1) assignment.move(other, from);
  return true;
}

function offer(best: Step, cost: number, place: number, thread: number, other: number): void {
  if (cost >= best.cost) return;
  best.cost = cost;
  best.place = place;
  best.thread = thread;
  best.other = other;
}

/** The step after which the heavier one of both its threads is lightest. */
function lighterStep(assignment: Assignment): Step {
  const { threads } = assignment;
  const stations = assignment.stations.aloneUs.length;
  const heaviest = assignment.heaviest();
  const us = assignment.busyUs(heaviest);
  // Less of a gain may be an error of rounding, and would come again and again.
  const best: Step = { place: -1, thread: -1, other: -1, cost: us - assignment.slackUs(us) };
  for (let place = 0; place < stations; place++) {
    const withoutUs = assignment.withoutUs(place);
    if (assignment.threadOf(place) !== heaviest) {
      // There it may save more than it costs.
      offer(best, Math.max(withoutUs, assignment.withUs(place, heaviest)), place, heaviest, -1);
      continue;
    }
    for (let thread = 0; thread < threads; thread++)
      if (thread !== heaviest) offer(best, Math.max(withoutUs, assignment.withUs(place, thread)), place, thread, -1);
    for (let other = 0; other < stations; other++) {
      const thread = assignment.threadOf(other);
      if (thread === heaviest) continue;
      const hereUs = assignment.exchangedUs(place, other);
      if (hereUs < best.cost) offer(best, Math.max(hereUs, assignment.exchangedUs(other, place)), place, thread, other);
    }
  }
  return best;
}

/** The step that keeps most items from crossing. */
function gatheringStep(assignment: Assignment, mostUs: number): Step {
  const { threads } = assignment;
  const stations = assignment.stations.aloneUs.length;
  const best: Step = { place: -1, thread: -1, other: -1, cost: -assignment.stations.roundingItems };
  for (let place = 0; place < stations; place++) {
    const from = assignment.threadOf(place);
    const isLight = assignment.withoutUs(place) <= mostUs;
    for (let thread = 0; thread < threads; thread++) {
      const cost = -assignment.gainOf(place, thread);
      if (cost < best.cost && isLight && assignment.withUs(place, thread) <= mostUs)
        offer(best, cost, place, thread, -1);
    }
    for (let other = 0; other < place; other++) {
      const thread = assignment.threadOf(other);
      if (thread === from) continue;
      // What the two send each other crosses before and after.
      const gain = assignment.gainOf(place, thread) + assignment.gainOf(other, from);
      const cost = 2 * assignment.itemsOf(place, other) - gain;
      if (cost >= best.cost || assignment.exchangedUs(place, other) > mostUs) continue;
      if (assignment.exchangedUs(other, place) <= mostUs) offer(best, cost, place, thread, other);
    }
  }
  return best;
}

/** Puts all stations of one thread on another: of those that are light enough the two that send each other most, or the fullest. */
function joinThreads(assignment: Assignment, mostUs: number): boolean {
  let best = { one: -1, other: -1, items: 0, us: 0 };
  for (let one = 1; one < assignment.threads; one++)
    for (let other = 0; other < one; other++) {
      if (assignment.sizeOf(one) === 0 || assignment.sizeOf(other) === 0) continue;
      const us = assignment.joinedUs(one, other);
      if (us > mostUs) continue;
      const items = assignment.itemsBetween(one, other);
      const isBetter = items > best.items || (items === best.items && us > best.us);
      if (best.one === -1 || isBetter) best = { one, other, items, us };
    }
  if (best.one === -1) return false;
  for (const place of assignment.stations.aloneUs.keys())
    if (assignment.threadOf(place) === best.one) assignment.move(place, best.other);
  return true;
}
