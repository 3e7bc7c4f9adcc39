// Light or dark: what the system prefers, unless somebody chose.

const KEY = 'tika-theme';
const wish = matchMedia('(prefers-color-scheme: light)');

export function theme() {
  return stored() ?? (wish.matches ? 'light' : 'dark');
}

export function nextTheme() {
  try { localStorage.setItem(KEY, theme() === 'dark' ? 'light' : 'dark'); } catch { /* private windows forget the choice */ }
  applyTheme();
}

export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}

function stored() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

wish.addEventListener('change', applyTheme);
