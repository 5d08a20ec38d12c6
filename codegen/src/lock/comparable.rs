//! A schema set as a lock knows it: what is beside it in the same terms, so that what a lock leaves out is no change.

use crate::compile::Compiled;
use crate::model::{Body, Field, Meta, ViewValue};

/// The set without docs, notes, examples and deprecations, none of which a lock holds.
#[must_use]
pub fn comparable(compiled: &Compiled) -> Compiled {
    let mut compiled = compiled.clone();
    let set = &mut compiled.set;
    set.modules.iter_mut().for_each(|module| module.doc = None);
    set.scalars.iter_mut().for_each(|scalar| bare(&mut scalar.meta));
    for of in &mut set.enums {
        bare(&mut of.meta);
        for value in &mut of.values {
            value.doc = None;
            value.deprecated = None;
        }
    }
    for record in &mut set.records {
        bare(&mut record.meta);
        record.versions.bodies_mut().for_each(body);
    }
    for union in &mut set.unions {
        bare(&mut union.meta);
        for body in union.versions.bodies_mut() {
            body.note = None;
            body.variants.iter_mut().for_each(|variant| fields(&mut variant.fields));
        }
    }
    for event in &mut set.events {
        bare(&mut event.meta);
        event.versions.bodies_mut().for_each(body);
    }
    for command in &mut set.commands {
        bare(&mut command.meta);
        command.versions.bodies_mut().for_each(body);
    }
    for query in &mut set.queries {
        bare(&mut query.meta);
        query.versions.bodies_mut().for_each(body);
    }
    for rejection in &mut set.rejections {
        bare(&mut rejection.meta);
        fields(&mut rejection.fields);
    }
    for view in &mut set.views {
        bare(&mut view.meta);
        if let ViewValue::Fields(of) = &mut view.value {
            fields(of);
        }
    }
    for process in &mut set.processes {
        bare(&mut process.meta);
        fields(&mut process.state);
    }
    compiled
}

fn bare(meta: &mut Meta) {
    meta.doc = None;
    meta.deprecated = None;
}

fn body(of: &mut Body) {
    of.note = None;
    fields(&mut of.fields);
}

fn fields(of: &mut [Field]) {
    for field in of {
        field.doc = None;
        field.example = None;
        field.deprecated = None;
    }
}
