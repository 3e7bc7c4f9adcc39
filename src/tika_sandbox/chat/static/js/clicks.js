// Clicks and keys that mean the same everywhere: names open profiles, channel mentions open channels.

import { app } from './context.js';
import { commandsOf } from './commands.js';
import { closePopup } from './popup.js';
import { openProfile } from './profile.js';

/** Listen for the whole page; called once. */
export function clicks() {
  document.addEventListener('click', (event) => act(event));
  document.addEventListener('keydown', (event) => {
    const held = event.target.matches?.('[data-user], [data-channel], [data-command]');
    if (held && (event.key === 'Enter' || event.key === ' ')) act(event);
    shortcuts(event);
  });
  document.getElementById('scrim').addEventListener('click', () => document.body.classList.remove('side-open', 'members-open'));
  dropFiles();
}

function act(event) {
  const user = event.target.closest?.('[data-user]');
  const channel = event.target.closest?.('[data-channel]');
  const command = event.target.closest?.('[data-command]');
  if (user?.dataset.user) { event.preventDefault(); openProfile(user, user.dataset.user); }
  else if (channel) { event.preventDefault(); app.open(channel.dataset.channel); }
  else if (command) { event.preventDefault(); useCommand(command.dataset.command); }
}

async function useCommand(name) {
  const { session } = app;
  const found = (await commandsOf(session, session.store.place.channel)).find((one) => one.type === 1 && one.full_name === name);
  if (found) app.useCommand(found);
}

function shortcuts(event) {
  if (event.altKey && !event.ctrlKey && /^[1-9]$/.test(event.key) && app.accounts[event.key - 1]) {
    event.preventDefault();
    app.become(app.accounts[event.key - 1].id);
  } else if (event.key === 'Escape') {
    closePopup();
    document.body.classList.remove('side-open', 'members-open');
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && document.activeElement === document.body) {
    // Typing anywhere goes to the message box, as in Discord.
    document.querySelector('.composer-text')?.focus();
  }
}

function dropFiles() {
  const chat = document.getElementById('conversation');
  chat.addEventListener('dragover', (event) => { event.preventDefault(); chat.classList.add('dropping'); });
  chat.addEventListener('dragleave', () => chat.classList.remove('dropping'));
  chat.addEventListener('drop', (event) => {
    event.preventDefault();
    chat.classList.remove('dropping');
    app.attach([...event.dataTransfer.files]);
  });
}
