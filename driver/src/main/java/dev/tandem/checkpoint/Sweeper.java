package dev.tandem.checkpoint;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Deletes what a {@link Keeper} gives up and what crashed writers left behind: manifests first, then data. Only files of commits below
 * the newest acknowledged one are touched, so a writer with a higher claim never misses anything it may have chosen as its base.
 */
final class Sweeper {

    private final Store store;
    private final Commits commits;
    private final Keeper keeper;
    private final Map<CommitId, Manifest> read = new TreeMap<>();

    Sweeper(Store store, Commits commits, Retention retention) {
        this.store = store;
        this.commits = commits;
        this.keeper = new Keeper(retention);
    }

    /** To be called only between the recheck that acknowledged a commit and the next publication. */
    void sweep(Manifest acknowledged, Instant now) throws IOException {
        read.put(acknowledged.id(), acknowledged);
        List<CommitId> ids = commits.ids();
        read.keySet().retainAll(ids);
        List<CommitId> expendable = keeper.expendable(readable(ids), acknowledged.id(), now);
        delete(Folder.COMMITS, expendable.stream().map(CommitId::manifestName).toList());
        read.keySet().removeAll(expendable);
        Set<CommitId> remaining = new HashSet<>(ids);
        remaining.removeAll(expendable);
        Predicate<CommitId> orphaned = id -> id.compareTo(acknowledged.id()) < 0 && !remaining.contains(id);
        deleteWhere(Folder.DATA, orphaned);
        deleteWhere(Folder.TEMPORARY, id -> id.compareTo(acknowledged.id()) < 0);
    }

    /** A manifest that cannot be read counts for nothing and is never deleted, nor is its data. */
    private List<Manifest> readable(List<CommitId> ids) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (CommitId id : ids) {
            find(id).ifPresent(manifests::add);
        }
        return manifests;
    }

    private Optional<Manifest> find(CommitId id) throws IOException {
        try {
            Manifest known = read.get(id);
            Manifest manifest = known == null ? commits.manifest(id) : known;
            read.put(id, manifest);
            return Optional.of(manifest);
        } catch (InvalidCommitException | NewerFormatException e) {
            return Optional.empty();
        }
    }

    private void deleteWhere(Folder folder, Predicate<CommitId> condition) throws IOException {
        List<String> names = store.list(folder).stream()
                .map(StoredFile::name)
                .filter(name -> CommitId.of(name).filter(condition).isPresent())
                .toList();
        delete(folder, names);
    }

    private void delete(Folder folder, List<String> names) throws IOException {
        if (!names.isEmpty()) {
            store.delete(folder, names);
        }
    }
}
