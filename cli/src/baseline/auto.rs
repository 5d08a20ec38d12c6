//! `auto`: where the current work started. The merge base with the branch that it will be merged into; on that branch
//! itself the parent, so that what was merged last is what is checked. Before the first commit, and in it, there is
//! nothing, and everything is new: a new project may name `auto` from its first day.

use super::git::{Git, text};
use crate::terminal::Failure;

pub(super) fn commit(git: &Git) -> Result<Option<String>, Failure> {
    let Some(head) = git.commit("HEAD")? else { return Ok(None) };
    let Some(target) = target(git)? else {
        return Err(Failure::new("`auto` finds no branch to compare with: there is neither `origin` nor `main`")
            .with_help("name the revision, such as `--against HEAD~1`"));
    };
    let base = match git.run(&["merge-base", "HEAD", &target])? {
        Ok(base) => text(base).trim().to_owned(),
        Err(_) if git.is_shallow()? => return Err(too_shallow(&target)),
        Err(_) => {
            return Err(Failure::new(format!("the current branch and `{target}` have no commit in common"))
                .with_help("name the revision to compare with"));
        }
    };
    if base != head {
        return Ok(Some(base));
    }
    match git.commit("HEAD^")? {
        Some(parent) => Ok(Some(parent)),
        None if git.is_shallow()? => Err(too_shallow("HEAD^")),
        None => Ok(None),
    }
}

/// The branch that work is merged into.
fn target(git: &Git) -> Result<Option<String>, Failure> {
    for name in ["refs/remotes/origin/HEAD", "origin/main", "origin/master"] {
        if git.commit(name)?.is_some() {
            return Ok(Some(name.to_owned()));
        }
    }
    if let Ok(upstream) = git.run(&["rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"])? {
        return Ok(Some(text(upstream).trim().to_owned()));
    }
    for name in ["refs/heads/main", "refs/heads/master"] {
        if git.commit(name)?.is_some() {
            return Ok(Some(name.to_owned()));
        }
    }
    Ok(None)
}

fn too_shallow(wanted: &str) -> Failure {
    Failure::new(format!("this clone is shallow: the history up to `{wanted}` is not in it"))
        .with_help("fetch it first, with `git fetch --unshallow origin`")
}
