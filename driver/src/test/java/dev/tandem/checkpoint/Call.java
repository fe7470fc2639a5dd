package dev.tandem.checkpoint;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SortedMap;

/** One call of a store, to be applied to the files later than it was made. */
sealed interface Call {

    /** Applies the call whole. A response is a list of files, a content, an exception, or an empty string. */
    Object apply(SortedMap<String, String> files);

    /** What a process that dies half-way leaves behind; the same files if the call changes nothing or is one step. */
    default void applyHalf(SortedMap<String, String> files) {}

    record Listing(Folder folder) implements Call {
        @Override
        public Object apply(SortedMap<String, String> files) {
            return new MemoryStore(files).list(folder);
        }
    }

    record Putting(String path, String content) implements Call {
        @Override
        public Object apply(SortedMap<String, String> files) {
            files.put(path, content);
            return "";
        }

        @Override
        public void applyHalf(SortedMap<String, String> files) {
            files.put(path, content.substring(0, content.length() / 2));
        }
    }

    record Opening(String path) implements Call {
        @Override
        public Object apply(SortedMap<String, String> files) {
            String content = files.get(path);
            return content == null ? new Missing(path) : content;
        }
    }

    record Deleting(Folder folder, List<String> names) implements Call {
        @Override
        public Object apply(SortedMap<String, String> files) {
            new MemoryStore(files).delete(folder, names);
            return "";
        }

        @Override
        public void applyHalf(SortedMap<String, String> files) {
            new MemoryStore(files).delete(folder, names.subList(0, names.size() / 2));
        }
    }

    record Missing(String path) {
        IOException exception() {
            return new NoSuchFileException(path);
        }
    }
}
