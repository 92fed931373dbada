import { element } from './element.js';

const keys = [
    [['n'], 'Go to the button that the line “Next” names; in a lesson, Hint and Go on'],
    [['d'], 'Deliver the message of the card in focus, or else the first one'],
    [['x'], 'Drop it'],
    [['u'], 'Duplicate it'],
    [['h'], 'Hold it back, so that timers fire first'],
    [['t'], 'Fire the timer in focus, or else the first one'],
    [['z', 'Backspace'], 'One step back'],
    [['y'], 'One step forward'],
    [['[', ']'], 'The branch before, the branch after'],
    [['v'], 'Find a violation'],
    [['r'], 'Random walk'],
    [['q'], 'Run to quiet'],
    [['c'], 'Compare policies'],
    [['l'], 'Copy the link'],
    [['Escape'], 'Close the comparison, cancel the search'],
    [['?'], 'This help'],
    [['↑', '↓', '←', '→'], 'Move between the buttons of the next actions, or between the steps of the diagram'],
];

/** Explains the page and its keys. */
export function showHelp(root, keyboard) {
    const toggle = element('input', { type: 'checkbox', checked: keyboard.isOn, onchange: event => keyboard.turn(event.target.checked) });
    const row = ([keys, words]) => [element('dt', {}, ...keys.flatMap(key => [element('kbd', {}, key), ' '])), element('dd', {}, words)];
    root.replaceChildren(
        element('h2', { id: 'help-title' }, 'Help'),
        element('p', {}, 'Each button under “What can happen next” takes one step of the real program. The network does nothing on its own: '
            + 'you choose which message arrives, which one is lost, and which timer fires. The properties say what must hold.'),
        element('p', {}, 'A click on a step of the diagram goes back to it. A new step from there begins a branch; every branch stays while the page is open. '
            + 'The address holds the whole position: send it, and the receiver opens the same state.'),
        element('p', {}, '“Out of reach” says that no further steps lead to the goal. “Holds, whatever happens” says that no further steps violate the property.'),
        element('dl', { class: 'keys' }, keys.flatMap(row)),
        element('label', {}, toggle, ' Letter keys are on'),
        element('form', { method: 'dialog' }, element('button', { autofocus: true }, 'Close')));
    root.showModal();
}
