/** An outlet to a station on the same thread: a send is a call while its receiver waits for an item; otherwise the item waits. */
import { type Outlet, UNLIMITED } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';
import { type Label, labelOf } from '../../line/labels.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Member } from './member.ts';

abstract class MemberOutlet implements Outlet {
  protected readonly to: Member;

  constructor(to: Member) {
    this.to = to;
  }

  abstract send(item: Item): void;

  /** For the status board. Before it resumes a sender, the group itself looks at all that the sender can reach. */
  room(): number {
    return this.to.isBlocked ? 0 : UNLIMITED;
  }

  flush(): boolean {
    return true;
  }

  close(): void {}
}

export class CallOutlet extends MemberOutlet {
  readonly #from: number;

  /** @param from the place of the sender on the status board */
  constructor(to: Member, from: number) {
    super(to);
    this.#from = from;
  }

  send(item: Item): void {
    const { to } = this;
    if (to.isFree) to.call(item, this.#from);
    else to.keep(item, (kept) => to.call(kept, this.#from));
  }
}

/** The same where the receiver is recorded, or its items are counted. */
export class ObservedCallOutlet extends MemberOutlet {
  readonly #deliver: (item: Item) => void;

  /** Records the sender, whose work stops while its receiver runs on top of it; null where it does not work meanwhile. */
  readonly #sender: Recorder | null;

  /** @param received called with each item before its receiver is resumed */
  constructor(to: Member, from: number, label: Label, sender: Recorder | null, received: (item: Item) => void) {
    super(to);
    this.#sender = sender;
    this.#deliver = (item) => {
      received(item);
      to.recorder?.received(labelOf(label, item));
      to.call(item, from);
      if (to.isFree) to.recorder?.waitBegan('input');
    };
  }

  send(item: Item): void {
    if (!this.to.isFree) {
      this.to.keep(item, this.#deliver);
      return;
    }
    this.#sender?.workEnded();
    this.#deliver(item);
    this.#sender?.workBegan();
  }
}
