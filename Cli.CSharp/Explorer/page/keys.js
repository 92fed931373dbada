import { Keyboard } from './keyboard.js';

const get = id => document.getElementById(id);

/** The keys of the page; `help.js` has the words for each. */
export function keyboardOf(page) {
    const { ask, attempt, messages } = page;
    const keys = [
        { keys: ['n'], run: () => page.lessons?.isOpen ? page.lessons.press() : get('guidance-step').click() },
        { keys: ['d'], run: () => messages.press('deliver') },
        { keys: ['x'], run: () => messages.press('drop') },
        { keys: ['u'], run: () => messages.press('duplicate') },
        { keys: ['h'], run: () => messages.press('hold') },
        { keys: ['t'], run: () => messages.press('timer') },
        { keys: ['z', 'Backspace'], run: () => attempt(page.exploration.back()) },
        { keys: ['y'], run: () => attempt(page.exploration.forward()) },
        { keys: ['[', ']'], run: key => ask('branch', key === '[' ? -1 : 1) },
        { keys: ['v'], run: () => ask('find') },
        { keys: ['r'], run: () => ask('walk') },
        { keys: ['q'], run: () => ask('quiet') },
        { keys: ['c'], run: () => ask('compare') },
        { keys: ['l'], run: () => ask('copy') },
        { keys: ['Escape'], isAlways: true, run: () => get('compare').hidden ? get('cancel').click() : page.closeCompare() },
        { keys: ['?'], isAlways: true, run: () => ask('help') },
    ];
    return new Keyboard(keys, command => page.exploration && get('capture').hidden && (command.isAlways || get('compare').hidden));
}
