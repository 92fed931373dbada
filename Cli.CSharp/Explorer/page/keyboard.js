import { element } from './element.js';

const storageKey = 'peer-explore-letters';

/** Letter keys that press what the page offers. A reader can turn them off, so that they do not meet another program's keys. */
export class Keyboard {
    #commands;

    /** `commands` is a list of `{ keys, words, run }`; one that `isAllowed` refuses does nothing. */
    constructor(commands, isAllowed) {
        this.#commands = commands;
        this.isAllowed = isAllowed;
        this.isOn = localStorage.getItem(storageKey) !== 'off';
        document.addEventListener('keydown', event => this.#press(event));
    }

    showHelp(root) {
        const toggle = element('input', {
            type: 'checkbox', checked: this.isOn, onchange: event => {
                this.isOn = event.target.checked;
                localStorage.setItem(storageKey, this.isOn ? 'on' : 'off');
            },
        });
        const row = ({ keys, words }) => [element('dt', {}, ...keys.flatMap(key => [element('kbd', {}, key), ' '])), element('dd', {}, words)];
        root.replaceChildren(
            element('p', {}, 'Each button under “What can happen next” takes one step of the real program. The network does nothing on its own: '
                + 'you choose which message arrives, which one is lost, and which timer fires. The properties say what must hold.'),
            element('p', {}, 'A click on a step of the diagram goes back to it. A new step from there begins a branch; every branch stays while the page is open. '
                + 'The address holds the whole position: send it, and the receiver opens the same state.'),
            element('p', {}, '“Out of reach” says that no further steps lead to the goal. “Holds, whatever happens” says that no further steps violate the property.'),
            element('dl', { class: 'keys' }, this.#commands.flatMap(row), row({ keys: ['↑', '↓', '←', '→'], words: 'Move between the buttons of the next actions, or between the steps of the diagram' })),
            element('label', {}, toggle, ' Letter keys are on'));
    }

    #press(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        if (document.querySelector('dialog[open]') || event.target.closest?.('input, select, textarea')) return;
        const command = this.#commands.find(({ keys }) => keys.includes(event.key));
        if (!command || (!this.isOn && event.key.length === 1 && event.key !== '?')) return;
        if (!this.isAllowed(command)) return;
        event.preventDefault();
        command.run(event.key);
    }
}
