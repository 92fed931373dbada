namespace PeerFunctional.Verification

module HtmlDiagram =

    open Markup

    let private style =
        "body{margin:0;font-family:'DejaVu Sans','Segoe UI',Arial,sans-serif;font-size:20px;color:#111;background:#fff}"
        // With the script, the drawing scrolls in a pane of its own, both ways, and what is said about it stays in sight.
        + ".js body{height:100vh;display:flex;flex-direction:column}.js .drawing{flex:1;min-height:0;overflow:auto}"
        + ".js header,.js .say{max-height:36vh;overflow-y:auto}"
        + "header,.say{padding:10px 24px;box-sizing:border-box}"
        + "h1{font-size:24px;margin:0 0 6px}header p,summary{margin:0;font-size:22px}"
        + "summary{cursor:pointer}.verdicts ul{margin:6px 0 0;padding-left:28px}"
        + ".tools,.say{display:none}.js .tools{display:block;margin-top:8px}"
        + "button{font:inherit;font-size:18px;padding:4px 16px;margin:0 10px 4px 0;border:2px solid #111;border-radius:6px;background:#fff;color:#111}"
        + "button:focus-visible,button:hover{background:#111;color:#fff}.tools span{font-size:16px;color:#444}"
        + ".drawing{padding:0 12px}.drawing svg{width:100%;max-width:1500px;height:auto;display:block;margin:0 auto}"
        + ".js .row{cursor:pointer}"
        + ".js .say{display:block;background:#fff;border-top:4px solid #111}"
        + ".say p{margin:0 0 6px;font-size:20px;font-weight:bold}.peers{display:flex;gap:16px;flex-wrap:wrap;margin:0;font-size:18px}"
        + ".peers div{flex:1 1 160px;border-left:8px solid;padding-left:10px}.peers dt{font-weight:bold}.peers dd{margin:0;overflow-wrap:anywhere}"
        + "@media print{.js body{height:auto;display:block}.js .tools,.js .say{display:none}.drawing svg{width:auto;min-width:0!important;max-width:100%}.here .mark{fill-opacity:0}}"

    /// Rows keep their numbers; opening a bundle moves everything below it. What the drawing is made of stands in `data-`
    /// attributes and in text, so nothing of it is ever read as markup.
    let private script =
        """
(function () {
  document.documentElement.classList.add('js');
  var pane = document.querySelector('.drawing'), svg = pane.querySelector('svg');
  var all = function (what) { return Array.prototype.slice.call(svg.querySelectorAll(what)); };
  var rows = all('.row'), lines = all('[data-a]'), lanes = all('.lane'), paper = svg.querySelector('.paper');
  var names = svg.querySelector('.names');
  var open = {}, tops = [], here = -1, bottom = 0, top = TOP;
  var within = rows.map(function (row) { return row.hasAttribute('data-within') ? +row.getAttribute('data-within') : -1; });
  var shown = function (row) { return within[row] === -1 ? row : open[within[row]] ? row : within[row]; };
  var isShown = function (row) { return shown(row) === row; };

  function place() {
    var y = top;
    rows.forEach(function (row, index) {
      if (isShown(index)) {
        tops[index] = y;
        y += +row.getAttribute('data-height');
        row.setAttribute('transform', 'translate(0,' + tops[index] + ')');
        row.removeAttribute('display');
      } else {
        tops[index] = tops[within[index]];
        row.setAttribute('display', 'none');
      }
      var sign = row.querySelector('.sign');
      if (sign) { sign.textContent = open[index] ? '\u25be' : '\u25b8'; }
    });
    bottom = y + 20;
    lines.forEach(function (line) {
      var a = +line.getAttribute('data-a'), b = +line.getAttribute('data-b');
      var at = line.getAttribute('class') === 'absent' ? 22 : ARROW;
      line.setAttribute('y1', tops[a] + at);
      line.setAttribute('y2', b >= rows.length ? bottom : tops[b] + at);
      if (shown(a) === shown(b) ? !isShown(a) : false) { line.setAttribute('display', 'none'); }
      else { line.removeAttribute('display'); }
    });
    lanes.forEach(function (lane) { lane.setAttribute('y2', bottom); });
    var box = svg.viewBox.baseVal;
    svg.setAttribute('viewBox', '0 0 ' + box.width + ' ' + bottom);
    svg.setAttribute('height', bottom);
    follow();
  }

  // The lanes' names stay in sight.
  function follow() {
    var box = svg.getBoundingClientRect();
    var scale = box.width / svg.viewBox.baseVal.width;
    var above = pane.getBoundingClientRect().top - box.top;
    names.setAttribute('transform', 'translate(0,' + Math.max(0, Math.min(above / scale, bottom - top)) + ')');
  }

  function choose(index, scroll) {
    if (rows[here]) { rows[here].classList.remove('here'); }
    here = index;
    rows[here].classList.add('here');
    var shownRows = rows.filter(function (row, other) { return isShown(other); });
    document.querySelector('.say p').textContent =
      (shownRows.indexOf(rows[here]) + 1) + ' of ' + shownRows.length + ', ' + rows[here].querySelector('title').textContent;
    // A closed bundle stands for its last moment.
    var last = here;
    while (rows[last + 1] ? !isShown(last + 1) : false) { last += 1; }
    Array.prototype.forEach.call(document.querySelectorAll('.peers dd'), function (peer, lane) {
      var row = last;
      while (row >= 0 ? !rows[row].hasAttribute('data-state' + lane) : false) { row -= 1; }
      peer.textContent = row >= 0 ? rows[row].getAttribute('data-state' + lane) : '\u2014';
    });
    if (scroll) { (rows[here].querySelector('.bad, .warning') || rows[here]).scrollIntoView({ block: 'center', inline: 'nearest' }); }
  }

  function toggle(index) { open[index] = !open[index]; place(); choose(index, false); }

  function step(by) {
    var next = here + by;
    while (rows[next] ? !isShown(next) : false) { next += by; }
    if (rows[next]) { choose(next, true); }
  }

  function all_open(value) {
    rows.forEach(function (row, index) { if (row.classList.contains('fold')) { open[index] = value; } });
    place();
    if (here >= 0) { choose(shown(here), true); }
  }

  rows.forEach(function (row, index) {
    row.addEventListener('click', function () {
      if (row.classList.contains('fold')) { toggle(index); } else { choose(index, false); }
    });
  });

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var onButton = event.target.tagName === 'BUTTON';
    var act = {
      ArrowDown: function () { step(1); }, ArrowRight: function () { step(1); },
      ArrowUp: function () { step(-1); }, ArrowLeft: function () { step(-1); },
      Home: function () { choose(0, true); }, End: function () { choose(shown(rows.length - 1), true); },
      Enter: function () { if (rows[here] ? rows[here].classList.contains('fold') : false) { toggle(here); } }
    }[event.key];
    if (act ? !(onButton ? event.key === 'Enter' : false) : false) { act(); event.preventDefault(); }
  });
  document.getElementById('back').addEventListener('click', function () { step(-1); });
  document.getElementById('forward').addEventListener('click', function () { step(1); });
  document.getElementById('unfold').addEventListener('click', function () { all_open(true); });
  document.getElementById('fold').addEventListener('click', function () { all_open(false); });
  pane.addEventListener('scroll', follow, { passive: true });
  window.addEventListener('resize', follow);
  place();
  // The page opens where something goes wrong.
  if (rows.length) {
    if (svg.hasAttribute('data-fault')) { choose(shown(+svg.getAttribute('data-fault')), true); } else { choose(0, false); }
  }
})();
"""

    let private hasStates (diagram: SequenceDiagram) =
        diagram.Rows |> Array.exists (fun row -> not row.States.IsEmpty)

    let private tools (diagram: SequenceDiagram) =
        let button id words =
            element "button" [ "id", id; "type", "button" ] [ Text words ]

        let hasBundles = diagram.Rows |> Array.exists SequenceDiagram.isBundle

        element
            "div"
            [ "class", "tools" ]
            [ button "back" "◀ Back"
              button "forward" "Forward ▶"
              element
                  "span"
                  (if hasBundles then [] else [ "hidden", "hidden" ])
                  [ button "unfold" "Unfold all"; button "fold" "Fold all" ]
              element
                  "span"
                  []
                  [ Text "Arrow keys move between moments. Enter or a click unfolds a group. A click selects a moment." ] ]

    let private say (diagram: SequenceDiagram) =
        let peer lane name =
            element
                "div"
                [ "style", $"border-color:{SvgPage.laneColor lane}" ]
                [ element "dt" [] [ Text(name) ]; element "dd" [] [ Text "—" ] ]

        element
            "section"
            [ "class", "say"; "aria-live", "polite"; "aria-label", "The selected moment" ]
            [ element "p" [] [ Text " " ]
              if hasStates diagram then
                  element "dl" [ "class", "peers" ] (List.mapi peer diagram.Lanes) ]

    /// More verdicts than these are folded at first.
    [<Literal>]
    let private MaxOpen = 3

    /// What the diagram shows; several sentences are a list that folds.
    let private conclusion (diagram: SequenceDiagram) =
        match diagram.Conclusion with
        | [] -> element "p" [] [ Text " " ]
        | [ sentence ] -> element "p" [] [ Text(sentence + " ") ]
        | sentences ->
            element
                "details"
                [ "class", "verdicts"
                  if sentences.Length <= MaxOpen then
                      "open", "open" ]
                [ element "summary" [] [ Text $"{sentences.Length} verdicts " ]
                  element "ul" [] (sentences |> List.map (fun sentence -> element "li" [] [ Text(sentence + " ") ])) ]

    /// A page is XML too, so any parser shows that what is text in the timeline is text on the page.
    let private page title (header: Markup list) (body: Markup list) =
        "<!DOCTYPE html>\n"
        + Markup.print (
            element
                "html"
                [ "xmlns", "http://www.w3.org/1999/xhtml"; "lang", "en" ]
                [ element
                      "head"
                      []
                      [ element "meta" [ "charset", "utf-8" ] []
                        element
                            "meta"
                            [ "http-equiv", "Content-Security-Policy"
                              "content", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'" ]
                            []
                        element "meta" [ "name", "viewport"; "content", "width=device-width, initial-scale=1" ] []
                        element "title" [] [ Text(title + " ") ]
                        element "style" [] [ Verbatim style ] ]
                  element "body" [] (element "header" [] (element "h1" [] [ Text(title + " ") ] :: header) :: body) ]
        )

    let still title svg =
        page title [] [ element "main" [ "class", "drawing" ] [ svg ] ]

    let print (diagram: SequenceDiagram) =
        let script =
            script.Replace("TOP;", $"{number SvgPage.Top};").Replace("ARROW;", $"{number SvgPage.ArrowAt};")

        page
            diagram.Title
            [ conclusion diagram; tools diagram ]
            [ element "main" [ "class", "drawing" ] [ SvgDiagram.element diagram ]
              say diagram
              element "script" [] [ Verbatim $"//<![CDATA[{script}//]]>" ] ]
