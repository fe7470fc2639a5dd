package dev.tandem.image;

import dev.tandem.data.DataFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;

/** A folder of images: one folder per class with the images of that class directly in it. */
final class ImageFolder {

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    private ImageFolder() {}

    /**
     * Lists a folder, classes and images sorted by name. Names that start with a dot or an underscore are left out, and so are files that
     * are neither PNG nor JPEG by name.
     *
     * @throws IOException if the folder is missing or has no class folders, or a class has no images; the message names the folder
     */
    static Listing list(String directory) throws IOException {
        DataFile root = DataFile.at(directory);
        List<String> classes = names(root, FileStatus::isDirectory).sorted().toList();
        List<Listing.Entry> entries = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            String name = classes.get(label);
            int before = entries.size();
            for (String image : names(root.child(name), FileStatus::isFile)
                    .filter(ImageFolder::isImage)
                    .sorted()
                    .toList()) {
                entries.add(new Listing.Entry(name + "/" + image, List.of(label)));
            }
            if (entries.size() == before) {
                throw new IOException(
                        root.child(name) + " has no PNG or JPEG images: fill or remove this class folder");
            }
        }
        if (classes.isEmpty()) {
            throw new IOException(root + " has no class folders: it needs one folder per class, with the images in it");
        }
        return new Listing(root, classes, entries);
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
}
