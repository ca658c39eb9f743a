import type { Words } from "../i18n/words";

/** Customers. */
const words = {
  customer: {
    title: ["客户", "客戶", "Customers"],
    search: ["搜索客户（/）", "搜尋客戶（/）", "Search customers (/)"],
    new: ["新建客户", "新增客戶", "New customer"],
    none: ["没有符合条件的客户", "沒有符合條件的客戶", "No customer fits"],
    facts: ["基本信息", "基本資料", "Facts"],
    removeSure: ["移除“{{what}}”？", "移除「{{what}}」？", "Remove {{what}}?"],
    distanceField: ["距服务站（公里）", "距服務站（公里）", "From the depot, km"],
    contacts: ["联系人", "聯絡人", "Contacts"],
    sites: ["地点", "地點", "Sites"],
    assets: ["设备", "設備", "Machines"],
    orders: ["工单", "工單", "Work orders"],
    distance: ["距服务站 {{km}} 公里", "距服務站 {{km}} 公里", "{{km}} km from the depot"],
  },
  asset: {
    nameplate: ["铭牌", "銘牌", "Nameplate"],
    terms: ["保修条件", "保固條件", "Warranty terms"],
    runningHours: ["运行小时数", "運轉時數", "Running hours"],
    warrantyMonths: ["厂家保修（月）", "原廠保固（月）", "Manufacturer's warranty, months"],
    warrantyHint: ["留空则按产品目录。", "留空則依產品目錄。", "Left empty, the catalogue's counts."],
    byCatalogue: ["按产品目录", "依產品目錄", "as in the catalogue"],
    repairDays: ["保修维修停用天数", "保固維修停用天數", "Days out of use for warranty repairs"],
  },
} as const satisfies Words;

export default words;
