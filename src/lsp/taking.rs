//! What was come across on the disk, taken into what open documents are compared with.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::discovery::{Discovered, Discoveries};
use super::workspace::Workspace;
use crate::config::Loaded;

/// For what sake a file is kept.
enum Sake {
    /// Its own; what is set for it.
    Own(Arc<Loaded>),
    /// That of others, as last year's report; what is set for these, if it was found anew.
    Others(Option<Arc<Loaded>>),
}

impl Workspace {
    /// Takes in what was come across. Files that are open are left to their editors; `config` says what holds for a file, `None` if it is not checked.
    pub(super) fn take(
        &mut self,
        mut found: Discoveries,
        open: &HashSet<PathBuf>,
        mut config: impl FnMut(&Path) -> Option<Arc<Loaded>>,
    ) {
        self.drop_gone(&found, open);
        self.near = found.near.take();
        self.titles = std::mem::take(&mut found.titles);
        for file in std::mem::take(&mut found.files) {
            if open.contains(&file.path) {
                continue;
            }
            let own = config(&file.path);
            match self.sake(&found, &file.path, own) {
                Some(sake) => self.take_file(file, sake),
                None if found.is_whole => self.drop_file(&file.path),
                None => {}
            }
        }
        self.listed = Arc::new(found.listed);
        self.turn += 1;
    }

    /// For what sake a file is kept that was come across; `None` if for none.
    fn sake(&self, found: &Discoveries, path: &Path, own: Option<Arc<Loaded>>) -> Option<Sake> {
        let of_others = found.beside.get(path);
        let was_beside = self.is_beside(path);
        let is_listed = found.listed.contains(path);
        // After the user has stopped the looking, what is known stays what it is.
        let stays = found.keeps && !is_listed;
        match own {
            Some(own) if is_listed || stays && !was_beside => Some(Sake::Own(own)),
            _ if of_others.is_some() || stays && was_beside => {
                Some(Sake::Others(of_others.cloned()))
            }
            _ => None,
        }
    }

    fn take_file(&mut self, file: Discovered, sake: Sake) {
        let Discovered { path, look, member } = file;
        let is_beside = matches!(sake, Sake::Others(_));
        let assigning = match &sake {
            Sake::Own(loaded) | Sake::Others(Some(loaded)) => Some(Arc::clone(loaded)),
            Sake::Others(None) => None,
        };
        if let Some(known) = self.known.get_mut(&path) {
            known.is_beside = is_beside;
        }
        let Some(mut member) = member else {
            self.read_again_if_assigned_anew(&path, assigning.as_deref());
            return;
        };
        match sake {
            Sake::Own(loaded) if self.editions.are_others(&path, &loaded.forms) => {
                self.is_outdated = true;
                return;
            }
            Sake::Own(loaded) | Sake::Others(Some(loaded)) => loaded.config.assign(&mut member),
            Sake::Others(None) => {}
        }
        let id = self.id_of(&path);
        self.dossier.insert(id, member);
        self.texts.forget(id);
        if let Some(known) = self.known.get_mut(&path) {
            known.look = Some(look);
            known.is_beside = is_beside;
            known.assigned_by = assigning;
        }
    }

    /// Has a file read once more that is as it was where the settings say of other units now that reports are theirs: what its own title says is not kept.
    fn read_again_if_assigned_anew(&mut self, path: &Path, loaded: Option<&Loaded>) {
        let Some((known, loaded)) = self.known.get_mut(path).zip(loaded) else {
            return;
        };
        let before = known.assigned_by.as_deref();
        if before.is_some_and(|before| !before.config.assigns_like(&loaded.config)) {
            known.look = None;
            self.is_outdated = true;
        }
    }

    /// Forgets what is not there any more.
    fn drop_gone(&mut self, found: &Discoveries, open: &HashSet<PathBuf>) {
        if !found.is_whole {
            return;
        }
        let there = found.files.iter().map(|found| &found.path);
        let there: HashSet<&PathBuf> = there.collect();
        let gone = self.known.keys();
        let gone = gone.filter(|path| !there.contains(path) && !open.contains(*path));
        let gone: Vec<PathBuf> = gone.cloned().collect();
        gone.iter().for_each(|path| self.drop_file(path));
    }

    fn drop_file(&mut self, path: &Path) {
        if let Some(known) = self.known.remove(path) {
            self.dossier.remove(known.id);
            self.paths.remove(&known.id);
            self.texts.forget(known.id);
        }
    }
}
