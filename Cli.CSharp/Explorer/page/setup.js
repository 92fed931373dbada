import { element, loadStyle } from './element.js';
import { faultWords } from './wording.js';

const option = (value, words, chosen) => element('option', { value, selected: value === chosen }, words);

/**
 * The choice of system, world, policy, faults and time. `page` is `{ open, reopen, exploration, attempt }`: `open(start)` begins a new world,
 * `reopen(start)` keeps the steps.
 */
export class Setup {
    constructor(root, systems, page) {
        const { open } = page;
        this.systems = systems;
        this.system = root.querySelector('#system');
        this.world = root.querySelector('#world');
        this.policy = root.querySelector('#policy');
        this.faults = root.querySelector('#faults');
        this.body = root.querySelector('#faults-body');
        this.summary = root.querySelector('#faults-summary');
        this.menu = document.getElementById('setup-menu');
        this.title = document.getElementById('setup-summary');
        const narrow = matchMedia('(max-width: 900px)');
        narrow.onchange = () => {
            this.menu.open = !narrow.matches;
            if (narrow.matches) loadStyle('narrow.css');
        };
        narrow.onchange();
        root.onsubmit = event => event.preventDefault();
        this.faults.ontoggle = async () => {
            this.body.replaceChildren();
            if (!this.faults.open) return;
            const [{ showFaults }] = await Promise.all([import('./faults.js'), loadStyle('menus.css')]);
            const close = () => { this.faults.open = false; };
            showFaults(this.body, this.start, this.systems.find(system => system.name === this.start.system), this.#kept(), page, close);
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
        this.summary.textContent = this.faults.title = `${faultWords(start.faults)}; ${start.time}${start.users ? '; users' : ''}`;
        this.title.textContent = [start.system, start.world, start.policy].filter(name => name).join(', ');
        this.faults.open = false;
    }

    #kept() {
        const { system, policy, time, network, faults, bounds } = this.start;
        return { system, policy, time, network, faults, bounds };
    }
}
