//! Small drawings of what leads to what: boxes in columns, arrows between them, as SVG within the page. Where a box
//! stands follows from the order in which it was added; its text is measured in the width of one letter, as the
//! style sheet sets it in a font of equal widths.

use std::collections::{HashMap, HashSet};

use super::html::Html;

/// A drawing.
#[derive(Debug, Default)]
pub(super) struct Diagram {
    boxes: Vec<Boxed>,
    known: HashMap<String, usize>,
    arrows: Vec<(usize, usize, bool)>,
    seen: HashSet<(usize, usize)>,
}

#[derive(Debug)]
struct Boxed {
    column: usize,
    class: &'static str,
    text: String,
    href: String,
}

/// Widths and heights, in pixels.
const LETTER: i32 = 8;
const PADDING: i32 = 14;
const HEIGHT: i32 = 34;
const GAP: i32 = 14;
const BETWEEN: i32 = 64;
const EDGE: i32 = 10;

/// Letters of a text that is not shortened.
const LONGEST: usize = 34;

/// More boxes than these make no drawing that anybody reads.
pub(super) const MOST: usize = 60;

impl Diagram {
    /// A box in a column, once; gives its number.
    pub(super) fn add(&mut self, column: usize, class: &'static str, text: &str, href: &str) -> usize {
        if let Some(&known) = self.known.get(href) {
            return known;
        }
        let (text, href) = (shortened(text), href.to_owned());
        self.known.insert(href.clone(), self.boxes.len());
        self.boxes.push(Boxed { column, class, text, href });
        self.boxes.len() - 1
    }

    /// An arrow, once; a dashed one is for what only sometimes is.
    pub(super) fn arrow(&mut self, from: usize, to: usize, is_dashed: bool) {
        if from != to && self.seen.insert((from, to)) {
            self.arrows.push((from, to, is_dashed));
        }
    }

    /// How many boxes there are.
    pub(super) fn len(&self) -> usize {
        self.boxes.len()
    }

    /// Whether anything leads to anything.
    pub(super) fn has_arrows(&self) -> bool {
        !self.arrows.is_empty()
    }

    /// The drawing with what it shows in words.
    pub(super) fn print(&self, html: &mut Html, caption: &str) {
        let layout = Layout::of(self);
        html.raw("<figure class=\"flow\"><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Drawing\">");
        html.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").length(layout.width);
        html.raw("\" height=\"").length(layout.height).raw("\" viewBox=\"0 0 ").length(layout.width);
        html.raw(" ").length(layout.height).raw("\">");
        for (from, to, is_dashed) in &self.arrows {
            layout.arrow(html, *from, *to, *is_dashed);
        }
        for (one, place) in self.boxes.iter().zip(&layout.places) {
            html.open("a", &[("href", &one.href), ("class", one.class)]);
            html.raw("<rect x=\"").length(place.x).raw("\" y=\"").length(place.y).raw("\" width=\"");
            html.length(place.width).raw("\" height=\"").length(HEIGHT).raw("\" rx=\"6\"/><text x=\"");
            html.length(place.x + place.width / 2).raw("\" y=\"").length(place.y + HEIGHT / 2 + 5);
            html.raw("\" text-anchor=\"middle\">").text(&one.text).raw("</text></a>");
        }
        html.raw("</svg></div>").element("figcaption", "", caption).raw("</figure>\n");
    }
}

#[derive(Clone, Copy, Debug)]
struct Place {
    x: i32,
    y: i32,
    width: i32,
}

#[derive(Debug)]
struct Layout {
    width: i32,
    height: i32,
    places: Vec<Place>,
}

impl Layout {
    fn of(diagram: &Diagram) -> Self {
        let columns = diagram.boxes.iter().map(|one| one.column).max().map_or(0, |last| last + 1);
        let (mut widths, mut counts) = (vec![0; columns], vec![0; columns]);
        for one in &diagram.boxes {
            let letters = i32::try_from(one.text.chars().count()).unwrap_or(0);
            widths[one.column] = widths[one.column].max(letters * LETTER + 2 * PADDING);
            counts[one.column] += 1;
        }
        let tall = |count: i32| (count * (HEIGHT + GAP) - GAP).max(0);
        let inner = counts.iter().map(|count| tall(*count)).max().unwrap_or(0);
        let (mut starts, mut x) = (Vec::with_capacity(columns), EDGE);
        for width in &widths {
            starts.push(x);
            x += if *width > 0 { width + BETWEEN } else { 0 };
        }
        let mut next: Vec<i32> = counts.iter().map(|count| EDGE + (inner - tall(*count)) / 2).collect();
        let places = diagram.boxes.iter().map(|one| {
            let y = next[one.column];
            next[one.column] += HEIGHT + GAP;
            Place { x: starts[one.column], y, width: widths[one.column] }
        });
        let places: Vec<Place> = places.collect();
        let has_way_back = diagram.arrows.iter().any(|(from, to, _)| places[*to].x <= places[*from].x);
        let below = if has_way_back { 36 } else { 0 };
        Self { width: x - BETWEEN + EDGE + below, height: inner + 2 * EDGE + below, places }
    }

    fn arrow(&self, html: &mut Html, from: usize, to: usize, is_dashed: bool) {
        let (from, to) = (self.places[from], self.places[to]);
        let (start, end) = (from.x + from.width, to.x);
        let (high, low) = (from.y + HEIGHT / 2, to.y + HEIGHT / 2);
        html.open(
            "path",
            &[("class", if is_dashed { "dashed" } else { "" }), ("d", &path(start, high, end, low, self.height))],
        );
        html.raw("</path><path class=\"head\" d=\"M").length(end - 7).raw(" ").length(low - 4).raw("L").length(end);
        html.raw(" ").length(low).raw("L").length(end - 7).raw(" ").length(low + 4).raw("Z\"></path>");
    }
}

/// A curve to the right, or around below where it leads back.
fn path(start: i32, high: i32, end: i32, low: i32, height: i32) -> String {
    if end > start {
        let middle = (end - start) / 2;
        return format!("M{start} {high}C{} {high} {} {low} {} {low}", start + middle, end - middle, end - 6);
    }
    let floor = height - 6;
    format!(
        "M{start} {high}C{} {high} {} {floor} {} {floor}L{} {floor}C{} {floor} {} {low} {} {low}",
        start + 30,
        start + 30,
        start,
        end,
        end - 30,
        end - 30,
        end - 6
    )
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
