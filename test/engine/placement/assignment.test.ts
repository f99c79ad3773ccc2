/** An assignment knows what a change would do before it does it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Assignment } from '../../../src/engine/placement/assignment.ts';
import { costsOf } from '../../../src/engine/placement/costs.ts';
import { stationsOf } from '../../../src/engine/placement/stations.ts';
import { figuresOf } from './every-placement.ts';
import { arbitraryLoads } from './random-loads.ts';

const THREADS = 3;
const MOST_STATIONS = 8;
/** Two stations and a thread. A place beyond the last station counts from the first one again. */
const changes = fc.array(fc.tuple(fc.nat(MOST_STATIONS - 1), fc.nat(MOST_STATIONS - 1), fc.nat(THREADS - 1)), {
  maxLength: 20,
});

test('what is said before a change is so after it', () => {
  fc.assert(
    fc.property(arbitraryLoads(MOST_STATIONS), changes, (loads, list) => {
      const stations = stationsOf(costsOf(loads));
      const places = loads.busyUs.map((_, place) => place);
      const assignment = new Assignment(
        stations,
        THREADS,
        places.map((place) => place % THREADS),
      );
      const copy = new Assignment(
        stations,
        THREADS,
        places.map(() => 0),
      );
      for (const [first, second, thread] of list) {
        const [place, other] = [first % places.length, second % places.length];
        const [from, to] = [assignment.threadOf(place), assignment.threadOf(other)];
        if (from !== to) {
          const wanted = [assignment.exchangedUs(place, other), assignment.exchangedUs(other, place)];
          const gain = assignment.gainOf(place, to) + assignment.gainOf(other, from);
          const crossing = assignment.crossing - gain + 2 * assignment.itemsOf(place, other);
          assignment.move(place, to);
          assignment.move(other, from);
          expect([assignment.busyUs(from), assignment.busyUs(to), assignment.crossing]).toEqual([...wanted, crossing]);
        }
        const old = assignment.threadOf(place);
        if (old !== thread) {
          const wanted = [assignment.withoutUs(place), assignment.withUs(place, thread)];
          const crossing = assignment.crossing - assignment.gainOf(place, thread);
          assignment.move(place, thread);
          expect([assignment.busyUs(old), assignment.busyUs(thread), assignment.crossing]).toEqual([
            ...wanted,
            crossing,
          ]);
        }
        // From any state before: nothing of it is left.
        copy.become(assignment);
        expectFigures(copy);
        const joinedUs = copy.joinedUs(0, 1);
        const crossing = copy.crossing - copy.itemsBetween(0, 1);
        for (const each of places) if (copy.threadOf(each) === 0) copy.move(each, 1);
        expect([copy.busyUs(0), copy.busyUs(1), copy.crossing]).toEqual([0, joinedUs, crossing]);
        expectFigures(copy);
      }

      function expectFigures(of: Assignment): void {
        const threadOf = places.map((place) => of.threadOf(place));
        expect({ heaviestUs: of.busyUs(of.heaviest()), crossing: of.crossing }).toEqual(figuresOf(loads, threadOf));
        for (let thread = 0; thread < THREADS; thread++)
          expect(of.sizeOf(thread)).toBe(threadOf.filter((each) => each === thread).length);
        expect(of.groups().flat().toSorted()).toEqual(places);
        expect(of.groups()).toHaveLength(new Set(threadOf).size);
      }
    }),
  );
});
