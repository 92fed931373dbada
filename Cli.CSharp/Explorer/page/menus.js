// Menus that are open close when the reader presses Escape or points elsewhere. What fills a menu imports this.
const open = () => [...document.querySelectorAll('details.menu[open]')];

document.addEventListener('pointerdown', event => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
        menu.open = false;
        menu.querySelector('summary').focus();
        event.preventDefault();
    }
});
