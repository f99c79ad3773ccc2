/**
 * Credit: how a writer knows how much it may send without asking. The arithmetic alone, without messages.
 *
 * Both ends count all items from the beginning, and a grant is a number: "items below this one may be sent". So a grant that
 * arrives late or twice does no harm. A grant of "ten more" would be wrong the second time. test/model/ shows both.
 */

/** The grant that counts when another one has arrived: an older one changes nothing. */
export function latestGrant(before: number, grant: number): number {
  return Math.max(before, grant);
}

/** How many more items the writer may send; less than 0 when it holds back what there is no room for. */
export function roomWithin(granted: number, sent: number, held: number): number {
  return granted - sent - held;
}

/** What the reader grants: for each item taken, one more may be sent. */
export function grantAfter(taken: number, capacity: number): number {
  return taken + capacity;
}
