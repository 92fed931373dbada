import { element } from './element.js';
import { faultKinds, faultWords, capital } from './wording.js';

const choices = {
    time: { title: 'Time', ordered: 'messages arrive before timers fire', any: 'timers fire at any moment' },
    network: { title: 'Network', queues: 'messages of a link stay in order', bag: 'messages overtake each other' },
};

const option = (value, words, chosen) => element('option', { value, selected: value === chosen }, words);

/** The choice of system, world, policy, faults and time. `open(start)` begins a new world, `reopen(start)` keeps the steps. */
export class Setup {
    constructor(root, systems, open, reopen) {
        this.systems = systems;
        this.open = open;
        this.reopen = reopen;
        this.system = root.querySelector('#system');
        this.world = root.querySelector('#world');
        this.policy = root.querySelector('#policy');
        this.faults = root.querySelector('#faults');
        this.body = root.querySelector('#faults-body');
        this.summary = root.querySelector('#faults-summary');
        this.menu = document.getElementById('setup-menu');
        this.title = document.getElementById('setup-summary');
        const narrow = matchMedia('(max-width: 900px)');
        narrow.onchange = () => { this.menu.open = !narrow.matches; };
        narrow.onchange();
        root.onsubmit = event => {
            event.preventDefault();
            this.#apply();
        };
        this.system.onchange = () => open({ system: this.system.value });
        this.world.onchange = () => open({ ...this.#kept(), world: this.world.value });
        this.policy.onchange = () => open({ ...this.#kept(), world: this.start.world, policy: this.policy.value });
    }

    show(start) {
        this.start = start;
        const system = this.systems.find(system => system.name === start.system);
        const worlds = system?.worlds ?? [];
        const isListed = worlds.some(world => world.name === start.world);
        this.system.replaceChildren(...this.systems.map(({ name }) => option(name, name, start.system)));
        this.world.replaceChildren(
            ...isListed ? [] : [option(start.world, start.world, start.world)],
            ...worlds.map(({ name, about }) => option(name, `${name}: ${about}`, start.world)));
        const policies = system?.policies ?? [];
        this.policy.parentElement.hidden = !policies.length;
        this.policy.replaceChildren(...policies.map(name => option(name, name, start.policy)));
        this.world.title = worlds.find(world => world.name === start.world)?.about ?? '';
        this.summary.textContent = this.faults.title = `${faultWords(start.faults)}; ${start.time}`;
        this.title.textContent = [start.system, start.world, start.policy].filter(name => name).join(', ');
        this.#showFaults(start);
    }

    #kept() {
        const { system, policy, time, network, faults } = this.start;
        return { system, policy, time, network, faults };
    }

    #showFaults(start) {
        const numbers = Object.keys(faultKinds).map(kind => element('label', {}, capital(faultKinds[kind][1]),
            element('input', { type: 'number', min: '0', max: '1000', value: String(start.faults[kind]), 'data-fault': kind })));
        const selects = Object.entries(choices).map(([name, { title, ...words }]) => element('label', {}, title,
            element('select', { 'data-choice': name }, Object.entries(words).map(([value, text]) => option(value, text, start[name])))));
        this.body.replaceChildren(
            element('p', {}, 'At most so many faults may happen:'), ...numbers, ...selects,
            element('button', {}, 'Apply, and keep the steps'));
    }

    #apply() {
        const faults = Object.fromEntries([...this.body.querySelectorAll('[data-fault]')].map(input =>
            [input.dataset.fault, Math.max(0, Math.min(1000, Math.floor(Number(input.value) || 0)))]));
        const chosen = Object.fromEntries([...this.body.querySelectorAll('[data-choice]')].map(select => [select.dataset.choice, select.value]));
        this.faults.open = false;
        this.reopen({ ...this.start, ...chosen, faults });
    }
}
