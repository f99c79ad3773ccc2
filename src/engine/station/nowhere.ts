/** The outlet of results that nobody reads: they are dropped, but counted and recorded all the same where that is asked for. */
import { type Outlet, UNLIMITED } from '../../channel/channel.ts';

export const NOWHERE: Outlet = { room: () => UNLIMITED, send() {}, flush: () => true, close() {} };
