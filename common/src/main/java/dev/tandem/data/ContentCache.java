package dev.tandem.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Contents of files, or what was made of them, that several copies of a Sequence in one JVM share: loaded once, dropped when memory runs short. Thread-safe;
 * threads that ask for a file while it is being loaded wait for it.
 *
 * <p>A file that was changed just before it was loaded is not kept: a further change could bear the same time, and would not be seen.
 */
public final class ContentCache<T> {

    /** More than what file systems round times to. */
    private static final long SETTLED_MILLIS = 2000;

    private final ConcurrentMap<Version, Slot<T>> slots = new ConcurrentHashMap<>();

    /** One state of a file: a changed file is another version. */
    public record Version(String address, long length, long modified) {

        /** Whether any change to come will show in the version. */
        private boolean isSettled() {
            return System.currentTimeMillis() - modified >= SETTLED_MILLIS;
        }
    }

    /** Reads a file. */
    public interface Loader<T> {
        T load() throws IOException;
    }

    /** The content of a file; a failure is not remembered. It is shared and must not be changed. */
    public T content(Version version, Loader<T> loader) throws IOException {
        Slot<T> slot = slots.computeIfAbsent(version, key -> new Slot<>());
        try {
            return slot.content(version, loader);
        } finally {
            slots.values().removeIf(Slot::isEmpty);
        }
    }

    private static final class Slot<T> {

        private final ReentrantLock loading = new ReentrantLock();
        private volatile @Nullable SoftReference<T> loaded;

        T content(Version version, Loader<T> loader) throws IOException {
            try {
                loading.lockInterruptibly();
            } catch (InterruptedException e) {
                throw (IOException) new InterruptedIOException("Interrupted while another thread loads").initCause(e);
            }
            try {
                T present = present();
                if (present != null) {
                    return present;
                }
                boolean isSettled = version.isSettled();
                T content = loader.load();
                loaded = isSettled ? new SoftReference<>(content) : null;
                return content;
            } finally {
                loading.unlock();
            }
        }

        boolean isEmpty() {
            return present() == null && !loading.isLocked();
        }

        private @Nullable T present() {
            SoftReference<T> reference = loaded;
            return reference == null ? null : reference.get();
        }
    }
}
