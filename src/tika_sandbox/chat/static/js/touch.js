// A finger held still asks for the menu, like the right button. Some browsers say so themselves, some never do.

const HELD_MS = 500;
const STILL_PX = 10;
const SAME_PRESS_MS = 1000;

let press = null;
let answered = 0;

/** Listen for the whole page; called once. */
export function longPresses() {
  document.addEventListener('pointerdown', (event) => {
    forget();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    press = { target: event.target, x: event.clientX, y: event.clientY, timer: setTimeout(held, HELD_MS) };
  });
  document.addEventListener('pointermove', (event) => {
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL_PX) forget();
  });
  for (const name of ['pointerup', 'pointercancel', 'scroll']) document.addEventListener(name, forget, true);
  // The browser's own menu event for a press that was answered already.
  document.addEventListener('contextmenu', (event) => {
    forget();
    if (event.isTrusted && Date.now() - answered < SAME_PRESS_MS) { event.preventDefault(); event.stopPropagation(); }
  }, true);
  // Lifting the finger must not press what is below it.
  document.addEventListener('click', (event) => {
    if (event.isTrusted && answered && Date.now() - answered < SAME_PRESS_MS && !event.target.closest('.popup')) { event.preventDefault(); event.stopPropagation(); }
  }, true);
}

function forget() {
  if (press) clearTimeout(press.timer);
  press = null;
}

function held() {
  const { target, x, y } = press;
  press = null;
  const asked = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x, clientY: y });
  if (!target.dispatchEvent(asked)) answered = Date.now();
}
