// What can be done with a person: by right click, by the menu key, by a long press on their name or face.

import { app } from './context.js';
import { commandsAbout, runAbout } from './commands.js';
import { icon } from './dom.js';
import { openMenu, toast } from './popup.js';
import { openProfile } from './profile.js';

/** Listen for the whole page; called once. */
export function personMenus() {
  document.addEventListener('contextmenu', (event) => {
    const about = event.target.closest?.('[data-user]');
    if (!about?.dataset.user || !app.session.store.users.has(about.dataset.user)) return;
    event.preventDefault();
    openPerson(about, { x: event.clientX, y: event.clientY });
  });
}

async function openPerson(about, place) {
  const { session } = app;
  const { store } = session;
  const userId = about.dataset.user;
  const member = store.guilds.get(store.place.guild)?.members.get(userId);
  const commands = await commandsAbout(session);
  openMenu(place, [
    ['Profile', icon('people'), () => openProfile(about.isConnected ? about : place, userId)],
    member && ['Mention', icon('at'), () => app.mention(userId)],
    userId !== store.me.id && ['Message', icon('home'), () => session.direct(userId).catch((error) => toast(error.message))],
    commands.length && 'Apps',
    ...commands.map((command) => [command.name, icon('slash'), () => runAbout(session, command, userId)]),
    'More',
    ['Copy user ID', icon('copy'), () => navigator.clipboard.writeText(userId).catch((error) => toast(error.message))],
  ], `About ${store.nameOf(userId, store.guilds.get(store.place.guild))}`, 'below');
}
