package dev.tandem.image;

import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of one Sequence that were read before, shared by all its copies in a JVM. Thread-safe. It forgets them when no copy is left.
 */
final class PictureCache implements Serializable {

    private static final long serialVersionUID = 1;
    private static final ConcurrentMap<String, WeakReference<PictureStore>> STORES = new ConcurrentHashMap<>();

    private final String sequence = UUID.randomUUID().toString();
    private final CacheLimit limit;
    private final int pictureBytes;

    private transient volatile @Nullable PictureStore store;

    /** A cache of pictures that all have so many bytes; copies of it are the same cache. */
    PictureCache(CacheLimit limit, int pictureBytes) {
        this.limit = limit;
        this.pictureBytes = pictureBytes;
    }

    /** A sample's picture: kept, or read and then kept if there is room. */
    Picture picture(SampleSource source, int sample) throws IOException {
        if (limit.place() == CacheLimit.Place.NONE) {
            return source.picture(sample);
        }
        PictureStore shared = store();
        byte[] kept = shared.find(sample);
        if (kept != null) {
            return new Picture(kept, source.shape());
        }
        Picture picture = source.picture(sample);
        shared.keep(sample, picture.levels());
        return picture;
    }

    private PictureStore store() {
        PictureStore present = store;
        if (present == null) {
            present = shared();
            store = present;
        }
        return present;
    }

    private PictureStore shared() {
        synchronized (STORES) {
            STORES.values().removeIf(reference -> reference.get() == null);
            WeakReference<PictureStore> reference = STORES.get(sequence);
            PictureStore found = reference == null ? null : reference.get();
            if (found == null) {
                found = limit.place() == CacheLimit.Place.MEMORY
                        ? new MemoryStore(limit.bytes() / pictureBytes)
                        : new DiskStore(limit.bytes() / pictureBytes, pictureBytes, LocalFolders.here());
                STORES.put(sequence, new WeakReference<>(found));
            }
            return found;
        }
    }
}
