package dev.tandem.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that takes one rule of the protocol away, by answering a listing from memory instead of from the file system. */
abstract class FlawedStore implements Store {

    final Store store;
    private final List<StoredFile> published = new ArrayList<>();

    FlawedStore(Store store) {
        this.store = store;
    }

    /** The listing after the claim shows what the first one showed. */
    static final class NoSecondListing extends FlawedStore {
        private Optional<List<StoredFile>> first = Optional.empty();
        private boolean claimed;

        NoSecondListing(Store store) {
            super(store);
        }

        @Override
        public List<StoredFile> list(Folder folder) throws IOException {
            if (folder != Folder.CLAIMS || claimed) {
                return super.list(folder);
            }
            claimed = first.isPresent();
            first = Optional.of(claimed ? withPublished(first.get()) : super.list(folder));
            return first.get();
        }
    }

    /** The base is chosen from the commits there were before the claim. */
    static final class BaseBeforeClaim extends FlawedStore {
        private Optional<List<StoredFile>> before = Optional.empty();
        private boolean restored;

        BaseBeforeClaim(Store store) {
            super(store);
        }

        @Override
        public List<StoredFile> list(Folder folder) throws IOException {
            if (before.isEmpty()) {
                before = Optional.of(super.list(Folder.COMMITS));
            }
            if (folder == Folder.COMMITS && !restored) {
                restored = true;
                return before.get();
            }
            return super.list(folder);
        }
    }

    /** After a commit the claims look as they did when this run's own was taken. */
    static final class NoRecheck extends FlawedStore {
        private List<StoredFile> atClaim = List.of();
        private boolean committing;

        NoRecheck(Store store) {
            super(store);
        }

        @Override
        public List<StoredFile> list(Folder folder) throws IOException {
            if (folder != Folder.CLAIMS) {
                return super.list(folder);
            }
            if (!committing) {
                atClaim = super.list(folder);
            }
            return atClaim;
        }

        @Override
        public void publish(Folder folder, String name, byte[] content) throws IOException {
            super.publish(folder, name, content);
            committing |= folder == Folder.COMMITS;
        }
    }

    List<StoredFile> withPublished(List<StoredFile> listing) {
        List<StoredFile> all = new ArrayList<>(listing);
        all.addAll(published);
        return all;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public Probe prepare() throws IOException {
        return store.prepare();
    }

    @Override
    public List<StoredFile> list(Folder folder) throws IOException {
        return store.list(folder);
    }

    @Override
    public void write(String name, Content content) throws IOException {
        store.write(name, content);
    }

    @Override
    public void publish(Folder folder, String name, byte[] content) throws IOException {
        store.publish(folder, name, content);
        published.add(new StoredFile(name, content.length));
    }

    @Override
    public InputStream open(Folder folder, String name) throws IOException {
        return store.open(folder, name);
    }

    @Override
    public void delete(Folder folder, List<String> names) throws IOException {
        store.delete(folder, names);
    }

    @Override
    public String moveAside(String suffix) throws IOException {
        return store.moveAside(suffix);
    }
}
