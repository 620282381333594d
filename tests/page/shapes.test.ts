/** The page has names of its own for what the local Discord sends; here the compiler holds both together. */
import { expect, test } from 'vitest';
import type { Command as ServedCommand } from '../../local-discord/commands.ts';
import type * as stage from '../../local-discord/control/stage.ts';
import type * as served from '../../local-discord/control/types.ts';
import type * as page from '../../local-discord/page/types.ts';
import type { WireEntry as ServedWireEntry } from '../../local-discord/wire.ts';

/** Does not compile when the left cannot stand where the right is expected. */
type Fits<From extends To, To> = [From, To];

type Held = [
  Fits<served.SeenMessage, page.Message>,
  Fits<served.WorldView, page.World>,
  Fits<served.Outcome, page.Outcome>,
  Fits<ServedCommand, page.Command>,
  Fits<ServedWireEntry, page.WireEntry>,
  Fits<stage.Progress, page.Progress>,
  Fits<stage.Skipped, page.Skipped>,
  Fits<page.SkipTo, stage.SkipTo>,
  Fits<page.Act & { member: string; channel: string }, served.Act>,
];

test('is checked by the compiler', () => {
  const held: Held | null = null;
  expect(held).toBeNull();
});
