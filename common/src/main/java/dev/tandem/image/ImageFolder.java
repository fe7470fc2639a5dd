package dev.tandem.image;

import dev.tandem.data.DataFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;

/**
 * What a folder of images holds: one folder per class with the images of that class directly in it.
 *
 * @param root the folder
 * @param classes file names by class, both sorted by name
 */
record ImageFolder(DataFile root, SortedMap<String, List<String>> classes) {

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    /** Lists a folder. Names that start with a dot or an underscore are left out, and so are files that are neither PNG nor JPEG by name. */
    static ImageFolder list(String directory) throws IOException {
        DataFile root = DataFile.at(directory);
        SortedMap<String, List<String>> classes = new TreeMap<>();
        for (String name : names(root, FileStatus::isDirectory).toList()) {
            List<String> images = names(root.child(name), FileStatus::isFile)
                    .filter(ImageFolder::isImage)
                    .sorted()
                    .toList();
            if (images.isEmpty()) {
                throw new IOException(
                        root.child(name) + " has no PNG or JPEG images: fill or remove this class folder");
            }
            classes.put(name, images);
        }
        if (classes.isEmpty()) {
            throw new IOException(root + " has no class folders: it needs one folder per class, with the images in it");
        }
        return new ImageFolder(root, classes);
    }

    private static Stream<String> names(DataFile folder, Predicate<FileStatus> kind) throws IOException {
        return Arrays.stream(folder.list())
                .filter(kind)
                .map(status -> status.getPath().getName())
                .filter(name -> !name.startsWith(".") && !name.startsWith("_"));
    }

    private static boolean isImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /** The same folder with only a part of each class; a class may become empty. */
    ImageFolder only(ImageSubset subset, long seed) {
        SortedMap<String, List<String>> kept = new TreeMap<>();
        for (Map.Entry<String, List<String>> entry : classes.entrySet()) {
            kept.put(entry.getKey(), subset.of(entry.getKey(), entry.getValue(), seed));
        }
        return new ImageFolder(root, kept);
    }
}
