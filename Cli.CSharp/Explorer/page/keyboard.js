const storageKey = 'peer-explore-letters';

/** Letter keys that press what the page offers. A reader can turn them off, so that they do not meet another program's keys. */
export class Keyboard {
    #commands;

    /** `commands` is a list of `{ keys, run }`; one that `isAllowed` refuses does nothing. */
    constructor(commands, isAllowed) {
        this.#commands = commands;
        this.isAllowed = isAllowed;
        this.isOn = localStorage.getItem(storageKey) !== 'off';
    }

    turn(isOn) {
        this.isOn = isOn;
        localStorage.setItem(storageKey, isOn ? 'on' : 'off');
    }

    /** Does what a key that was pressed stands for. */
    press(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        if (document.querySelector('dialog[open]') || event.target.closest?.('input, select, textarea')) return;
        const command = this.#commands.find(({ keys }) => keys.includes(event.key));
        if (!command || (!this.isOn && event.key.length === 1 && event.key !== '?')) return;
        if (!this.isAllowed(command)) return;
        event.preventDefault();
        command.run(event.key);
    }
}
