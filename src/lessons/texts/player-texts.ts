/** The player's own texts, by language. */
import type { Language } from '../language.ts';
import { player as de } from './de/player.ts';
import { player as en } from './en/player.ts';
import type { PlayerText } from './player-text.ts';

export const PLAYER_TEXTS: Readonly<Record<Language, PlayerText>> = { en, de };
