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

    /**
     * Lists pictures without classes, sorted by path: those of a folder and of all folders in it, or a single file.
     *
     * @throws IOException if there is nothing at the path, or no PNG or JPEG in it; the message names it
     */
    static Listing pictures(String path) throws IOException {
        DataFile root = DataFile.at(path);
        List<String> found = new ArrayList<>();
        if (root.status().isDirectory()) {
            addAll(root, "", found);
        } else {
            found.add(root.address());
        }
        if (found.isEmpty()) {
            throw new IOException(root + " has no PNG or JPEG images, nor have the folders in it");
        }
        return new Listing(
                root,
                List.of(),
                found.stream()
                        .sorted()
                        .map(picture -> new Listing.Entry(picture, List.of()))
                        .toList());
    }

    private static void addAll(DataFile folder, String below, List<String> found) throws IOException {
        names(folder, FileStatus::isFile).filter(ImageFolder::isImage).forEach(name -> found.add(below + name));
        for (String name : names(folder, FileStatus::isDirectory).toList()) {
            addAll(folder.child(name), below + name + "/", found);
        }
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
