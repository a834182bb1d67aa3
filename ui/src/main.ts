import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { applyPreferences } from "./lib/preferences.svelte";
import { listen } from "./lib/router.svelte";

applyPreferences();
listen();
mount(App, { target: document.getElementById("app") as HTMLElement });
