/** {@code trialmap map} and {@code demo}: the {@code --over} language, arguments, the user's classes and jars. Uses {@code cli}. */
package org.trialmap.app.map;
