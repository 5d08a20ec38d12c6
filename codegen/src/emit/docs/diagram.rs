//! Small drawings of what leads to what: boxes in columns, arrows between them, as SVG within the page. Where a box
//! stands follows from the order in which it was added; its text is measured in the width of one letter, as the
//! style sheet sets it in a font of equal widths.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

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
/// The width of a letter, in tenths.
const LETTER: i32 = 79;
const PADDING: i32 = 14;
const HEIGHT: i32 = 34;
const GAP: i32 = 14;
const BETWEEN: i32 = 52;
/// The height of a gap that an arrow goes through.
const SLIM: i32 = 6;
/// Between two ways back.
const LANE: i32 = 6;
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
    pub(super) fn print(&self, html: &mut Html, caption: &'static str, dashed: &'static str) {
        let layout = Layout::of(self);
        html.raw("<figure class=\"flow\"><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Drawing\">");
        html.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").length(layout.width);
        html.raw("\" height=\"").length(layout.height).raw("\" viewBox=\"0 0 ").length(layout.width);
        html.raw(" ").length(layout.height).raw("\">");
        let mut lane = 0;
        for (arrow, way) in self.arrows.iter().zip(&layout.ways) {
            layout.arrow(html, *arrow, way, lane);
            if layout.places[arrow.1].x <= layout.places[arrow.0].x {
                lane = (lane + 1) % 40;
            }
        }
        for (one, place) in self.boxes.iter().zip(&layout.places) {
            html.open("a", &[("href", &one.href), ("class", one.class)]);
            html.raw("<rect x=\"").length(place.x).raw("\" y=\"").length(place.y).raw("\" width=\"");
            html.length(place.width).raw("\" height=\"").length(HEIGHT).raw("\" rx=\"6\"/><text x=\"");
            html.length(place.x + place.width / 2).raw("\" y=\"").length(place.y + HEIGHT / 2 + 5);
            html.raw("\" text-anchor=\"middle\">").text(&one.text).raw("</text></a>");
        }
        html.raw("</svg></div><figcaption>").raw(caption);
        if self.arrows.iter().any(|(_, _, is_dashed)| *is_dashed) {
            html.raw(" ").raw(dashed);
        }
        html.raw("</figcaption></figure>\n");
    }
}

#[derive(Clone, Copy, Debug)]
struct Place {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
}

/// Where everything stands. An arrow over several columns has a gap of its own in each between, so that it crosses no
/// box.
#[derive(Debug)]
struct Layout {
    width: i32,
    height: i32,
    /// Boxes first, then the gaps.
    places: Vec<Place>,
    /// For each arrow, the gaps that it goes through.
    ways: Vec<Vec<usize>>,
}

impl Layout {
    fn of(diagram: &Diagram) -> Self {
        let mut column: Vec<usize> = diagram.boxes.iter().map(|one| one.column).collect();
        let mut ways = Vec::new();
        for (from, to, _) in &diagram.arrows {
            let between = column[*from] + 1..column[*to].max(column[*from] + 1);
            ways.push(between.clone().map(|_| 0).collect::<Vec<_>>());
            for (index, place) in between.enumerate() {
                if let Some(way) = ways.last_mut() {
                    way[index] = column.len();
                }
                column.push(place);
            }
        }
        let columns = column.iter().max().map_or(0, |last| last + 1);
        let mut widths = vec![0; columns];
        for one in &diagram.boxes {
            let letters = i32::try_from(one.text.chars().count()).unwrap_or(0);
            widths[one.column] = widths[one.column].max(letters * LETTER / 10 + 2 * PADDING);
        }
        let order = order(diagram, &column, &ways);
        let height = |index: usize| if index < diagram.boxes.len() { HEIGHT } else { SLIM };
        let tall = |members: &[usize]| members.iter().map(|index| height(*index) + GAP).sum::<i32>() - GAP;
        let inner = order.iter().map(|members| tall(members)).max().unwrap_or(0).max(0);
        let mut places = vec![Place { x: 0, y: 0, width: 0, height: 0 }; column.len()];
        let mut x = EDGE;
        for (members, width) in order.iter().zip(&widths) {
            let mut y = EDGE + (inner - tall(members)) / 2;
            for index in members {
                places[*index] = Place { x, y, width: *width, height: height(*index) };
                y += height(*index) + GAP;
            }
            x += if members.is_empty() { 0 } else { width + BETWEEN };
        }
        let back = diagram.arrows.iter().filter(|(from, to, _)| places[*to].x <= places[*from].x).count();
        let (side, below) = if back > 0 { (24, 14 + i32::try_from(back).unwrap_or(0).min(40) * LANE) } else { (0, 0) };
        Self { width: x - BETWEEN + EDGE + side, height: inner + 2 * EDGE + below, places, ways }
    }

    /// Draws an arrow; `lane` is the one that a way back takes below everything.
    fn arrow(&self, html: &mut Html, (from, to, is_dashed): (usize, usize, bool), way: &[usize], lane: i32) {
        let (from, to) = (self.places[from], self.places[to]);
        let middle = |place: Place| place.y + place.height / 2;
        let (start, end) = ((from.x + from.width, middle(from)), (to.x, middle(to)));
        let path = if to.x > from.x {
            let mut path = format!("M{} {}", start.0, start.1);
            let mut at = start;
            for gap in way {
                let gap = self.places[*gap];
                curve(&mut path, at, (gap.x, middle(gap)));
                at = (gap.x + gap.width, middle(gap));
                let _ = write!(path, "L{} {}", at.0, at.1);
            }
            curve(&mut path, at, (end.0 - 6, end.1));
            path
        } else {
            around(start, end, self.height - 6 - lane * LANE)
        };
        html.open("path", &[("class", if is_dashed { "dashed" } else { "" }), ("d", &path)]);
        html.raw("</path><path class=\"head\" d=\"M").length(end.0 - 7).raw(" ").length(end.1 - 4).raw("L");
        html.length(end.0).raw(" ").length(end.1).raw("L").length(end.0 - 7).raw(" ").length(end.1 + 4);
        html.raw("Z\"></path>");
    }
}

/// The members of each column from top to bottom: near what leads to them, then near what they lead to.
fn order(diagram: &Diagram, column: &[usize], ways: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let columns = column.iter().max().map_or(0, |last| last + 1);
    let mut order = vec![Vec::new(); columns];
    (0..column.len()).for_each(|index| order[column[index]].push(index));
    let (mut before, mut after) = (vec![Vec::new(); column.len()], vec![Vec::new(); column.len()]);
    for ((from, to, _), way) in diagram.arrows.iter().zip(ways) {
        if column[*to] <= column[*from] {
            continue;
        }
        let stops: Vec<usize> = std::iter::once(*from).chain(way.iter().copied()).chain([*to]).collect();
        for pair in stops.windows(2) {
            before[pair[1]].push(pair[0]);
            after[pair[0]].push(pair[1]);
        }
    }
    let mut height = vec![0_i64; column.len()];
    for sweep in 0..4 {
        let near = if sweep % 2 == 0 { &before } else { &after };
        let all: Vec<usize> = if sweep % 2 == 0 { (0..columns).collect() } else { (0..columns).rev().collect() };
        for members in all {
            let members = &mut order[members];
            // In thousandths of the way from top to bottom, so that long and short columns compare.
            let count = i64::try_from(members.len()).unwrap_or(1).max(1);
            for (place, index) in members.iter().enumerate() {
                height[*index] = (2 * i64::try_from(place).unwrap_or(0) + 1) * 1_000 / (2 * count);
            }
            let wanted = |index: &usize| {
                let near = &near[*index];
                let count = i64::try_from(near.len()).unwrap_or(1);
                if near.is_empty() { height[*index] } else { near.iter().map(|one| height[*one]).sum::<i64>() / count }
            };
            let wanted: HashMap<usize, i64> = members.iter().map(|index| (*index, wanted(index))).collect();
            members.sort_by_key(|index| wanted[index]);
            for (place, index) in members.iter().enumerate() {
                height[*index] = (2 * i64::try_from(place).unwrap_or(0) + 1) * 1_000 / (2 * count);
            }
        }
    }
    order
}

/// A curve that starts and ends level.
fn curve(path: &mut String, from: (i32, i32), to: (i32, i32)) {
    let middle = (from.0 + to.0) / 2;
    let _ = write!(path, "C{middle} {} {middle} {} {} {}", from.1, to.1, to.0, to.1);
}

/// The way back, below everything.
fn around(start: (i32, i32), end: (i32, i32), floor: i32) -> String {
    let (right, left) = (start.0 + 22, end.0 - 26);
    format!(
        "M{} {}C{right} {} {right} {} {right} {}C{right} {floor} {right} {floor} {} {floor}L{} {floor}C{left} {floor} {left} {floor} {left} {}C{left} {} {left} {} {} {}",
        start.0,
        start.1,
        start.1,
        start.1,
        start.1 + 24,
        right - 16,
        left + 16,
        floor - 16,
        end.1,
        end.1,
        end.0 - 6,
        end.1
    )
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
