//! A small disk of its own, where one may be made; unmounted at the end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Disk(pub(crate) PathBuf);

impl Disk {
    /// A disk under the folder, with options such as `size=1m`; none where nobody may mount one.
    pub(crate) fn new(folder: &Path, options: &str) -> Option<Self> {
        let path = folder.join("disk");
        fs::create_dir(&path).ok()?;
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&path).output();
        match mount {
            Ok(output) if output.status.success() => Some(Self(path)),
            Ok(_) | Err(_) => {
                eprintln!("not looked at: no disk can be mounted here (only root can)");
                None
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}
