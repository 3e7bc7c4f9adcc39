// The dark labels beside icons and faces, for those who point or tab; screen readers have the labels anyway.

import { h } from './dom.js';

let tip = null;

/** Show `data-tip` of whatever is pointed at or focused; called once. */
export function startTips() {
  document.addEventListener('mouseover', (event) => show(event.target.closest?.('[data-tip]')));
  document.addEventListener('focusin', (event) => show(event.target.matches(':focus-visible') ? event.target.closest('[data-tip]') : null));
  document.addEventListener('pointerdown', () => show(null));
}

function show(anchor) {
  if (tip?.anchor === anchor && anchor) return;
  tip?.node.remove();
  tip = null;
  if (!anchor) return;
  const node = h('div', { class: 'tip', 'aria-hidden': 'true', dir: 'auto' }, anchor.dataset.tip);
  document.getElementById('layers').append(node);
  const around = anchor.getBoundingClientRect();
  const aside = anchor.closest('#rail');
  const left = aside ? around.right + 12 : Math.max(8, around.left + around.width / 2 - node.offsetWidth / 2);
  const top = aside ? around.top + around.height / 2 - node.offsetHeight / 2 : around.top - node.offsetHeight - 8;
  Object.assign(node.style, { left: `${left}px`, top: `${top}px` });
  tip = { anchor, node };
}
