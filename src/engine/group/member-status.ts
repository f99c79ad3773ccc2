/** What a member of a group writes on the status board. Only the member whose turn it is runs there; the others wait. */
import type { Dispatch } from '../station/dispatch.ts';
import type { WorkStatus } from '../station/station-host.ts';
import type { Activity, StatusWriter } from '../watch/status-board.ts';

export class MemberStatus implements WorkStatus {
  readonly #writer: StatusWriter;
  readonly #dispatch: Pick<Dispatch, 'sent'>;
  #hasTurn = false;
  /** How many items it was called with since the last update. */
  called = 0;

  /** @param dispatch counts what the member has sent */
  constructor(writer: StatusWriter, dispatch: Pick<Dispatch, 'sent'>) {
    this.#writer = writer;
    this.#dispatch = dispatch;
  }

  writeWork(): void {
    this.#writer.writeWork();
  }

  /** It goes on after a piece of work: perhaps on top of the member whose turn it is, and then it does not count as running. */
  writeActivity(activity: Activity): void {
    this.#writer.writeActivity(activity === 'running' && !this.#hasTurn ? 'waiting for input' : activity);
  }

  writeCounts(items: number): void {
    this.#writer.writeCounts(items + this.called, this.#dispatch.sent);
    this.called = 0;
  }

  beginTurn(): void {
    this.#hasTurn = true;
    this.#writer.writeActivity('running');
  }

  endTurn(): void {
    this.#hasTurn = false;
    this.#writer.writeActivity('waiting for input');
  }

  writeRest(ms: number): void {
    this.#writer.writeRest(ms);
  }

  writeWaitForRoom(full: readonly number[]): void {
    this.#writer.writeWaitForRoom(full);
  }
}
