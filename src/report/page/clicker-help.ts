/** The keys of a presenter, for the page. `clicker.ts` listens to them. */
export const CLICKER_HELP =
  'Keys, also of a clicker: page down plays the run and then goes to the next section, page up goes back; right and left step from event to event; space plays and pauses.';
