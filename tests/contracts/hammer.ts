/** A process of its own that changes one member's document many times at once: node hammer.ts PLACE GUILD USER PREFIX COUNT */
import { aDone, adding } from './builders.ts';
import { openStore } from './open-store.ts';
import { patiently } from './patience.ts';

const [place = '', guild = '', user = '', prefix = '', count = '0'] = process.argv.slice(2);
const stores = await openStore(place);
const changes = Array.from({ length: Number(count) }, (_, n) => {
  const change = adding(aDone(String(n), { by: `${prefix}${n}` }));
  return patiently(() => stores.progress.update({ guild, user, name: prefix }, change));
});
const answered = await Promise.all(changes);
await stores.close();
process.stdout.write(String(answered.length));
